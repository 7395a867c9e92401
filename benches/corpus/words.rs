//! Ordinary words: the closed classes as they are, and forms made of stems and endings.

use super::Random;
use std::collections::HashSet;

/// By falling frequency. A word that ends with an apostrophe takes no space after it.
const FUNCTION: &str = "de la le et les l’ des à d’ en un du une que est pour qui dans a par plus pas au sur ne se \
    ce il sont avec son n’ s’ qu’ c’ on aux sa ou cette été ont mais comme ses nous fait leur elle être y deux tout \
    ces après dont même entre ils aussi sans avait si ainsi encore vers autres depuis lors bien contre était tous \
    très leurs peut afin selon sous où j’ avant faire moins trois doit pays président je notre toute jusqu’ deux \
    donc alors lui quatre car toujours chaque dit non cinq parmi puis pendant plusieurs ici déjà m’ jamais hier";

const STEMS: &str = "accord affair allianc ambassad annonc appel armé arriv assembl attaqu autor avanc banqu bataill \
    bris bloqu bris camp candid capital caus centr chang charg chef cit class collectiv combatt command commerc \
    commun compt concern condamn confér confianc conflit conseil constitu construct continu contrat convoqu \
    coopér corps coup cour crédit créat cris critiqu culture danger débat décid déclar défens délégu demand démocrat \
    départ dépêch député désarm destin détach développ différ dignit dirig discours dispos divis domin donn douan \
    droit économ éduc effect effort élect employ engag enquêt ensembl entr envoy équip espac espér établ étap étrang \
    exécut exerc exig expliqu export exprim fabriqu famill fédér femm ferm financ fonction forc form frontièr garant \
    gard gouvern grand group guerr habit hausse hériter histor homm impos import inform initi institut intellig \
    intern invest invit journ jug juridiqu justic lanc légal libér lign livr loyal lutt maintien majorit manifest \
    march marqu masqu matièr membr menac mesur milit minist mission mobil moment mond mouvement nation négoci nomm \
    norm offens offic opér opposit ordonn organis orient ouvr parlement particip partag partenair passag patriot \
    pays peupl péri plac plan polit popul port posit poursuit pratiqu précis prépar présent press prévent princip \
    prison process product program progrès projet promess propos protect provinc public qualit quart question rapport \
    réact rebell réform refus régim région relat rempart renforc rencontr répond républiqu réserv résist respect \
    respons retir retrait réun révolt rupt sanct sant sécur séjour sembl servic sign situ sold solid solut soumis \
    soutien souverain stabil stratég succès suit support surveill suspens systèm tens term terrain territ text titr \
    tradit trait transit transport travail troupe unit urgenc usag valeur véhicul victim vigil villag vill violenc visit \
    vot zon";

const ENDINGS: &str = "_ e es s é ée és ées er ent ait aient ant ante ants antes eur eurs euse euses ion ions ation \
    ations ement ements able ables al ale aux ales if ive ifs ives ique iques isme ismes iste istes ité ités era \
    eront erait eraient age ages ence ences ier ière iers ières eux iser isé isée isés isation issait";

const PREFIXES: [&str; 6] = ["", "", "re", "dé", "in", "pré"];

/// So many different forms stand in 8 MB of press: of these, as of those here, the 5,000 most frequent make up 91 % of
/// the text, and the 20,000 most frequent 98 %.
const FORMS: usize = 36_000;

/// Words by falling frequency.
pub struct Words {
    pub function: Vec<String>,
    pub content: Vec<String>,
}

impl Words {
    pub fn new(random: &mut Random) -> Words {
        let mut seen = HashSet::new();
        let mut content = Vec::new();
        for stem in STEMS.split_whitespace() {
            for ending in ENDINGS.split_whitespace() {
                for prefix in PREFIXES {
                    let word = format!("{prefix}{stem}{}", ending.trim_matches('_'));
                    if word.len() > 2 && seen.insert(word.clone()) {
                        content.push(word);
                    }
                }
            }
        }
        // Frequent words are short, more or less.
        content.sort_by_cached_key(|word| 3 * word.len() + random.below(9));
        content.truncate(FORMS);
        Words { function: FUNCTION.split_whitespace().map(String::from).collect(), content }
    }

    /// A word of running text: one of the closed classes as often as not.
    pub fn draw(&self, random: &mut Random) -> &str {
        let list = if random.below(100) < 56 { &self.function } else { &self.content };
        random.pick_zipf::<String>(list)
    }
}
