"""Generated FollowTheMoney entities, for measuring `palabre gazetteer import`: as many lines as asked for, the same on every run.

    python3 benches/ftm_entities.py 1000000 > /tmp/entities.ftm.json
    /usr/bin/time -v palabre gazetteer import /tmp/entities.ftm.json -o /tmp/lists
    palabre gazetteer build /tmp/lists -o /tmp/lists.palabre
    palabre extract examples/articles --gazetteer /tmp/lists.palabre -o /tmp/graph

Of ten entities six are people, two companies, one an office that is held, and one something that is no actor. Names are made of syllables,
so that nearly all are of one entity; some are shared, in capitals, turned round, or in another script.
"""

import json
import random
import sys

SYLLABLES = "ba be bo da di dou fa ka ki ko la li ma mo na ne nou ra ri sa se sou ta ti wa ya yo za".split()
COUNTRIES = "ml bf ne sn ci gn tg bj td cm ga cd cg fr be".split()
POSTS = [("Minister of Defence", 0), ("Minister of Health", 1), ("Member of the National Assembly", 2), ("Commissioner for Reform", 3)]


def word(chance, least=2, most=4):
    return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(least, most))).capitalize()


def person(chance, number):
    given, surname = word(chance), word(chance, 3, 5)
    name = f"{given} {surname}"
    forms = [name, f"{surname.upper()}, {given}", name.upper(), f"{given} {word(chance, 1, 2)} {surname}"]
    if number % 50 == 0:
        forms.append("Иван Петров")
    return "Person", {
        "name": forms[:2] if number % 3 else forms[2:3],
        "alias": forms[3:],
        "weakAlias": [given] if number % 7 == 0 else [],
        "nationality": [chance.choice(COUNTRIES)],
        "gender": [chance.choice(["male", "female"])],
        "birthDate": [str(chance.randint(1935, 2000))],
    }


def company(chance):
    name = f"Société {word(chance)} {word(chance)}"
    return "Company", {"name": [name, name.upper() + " SA"], "jurisdiction": [chance.choice(COUNTRIES)]}


def entities(count):
    chance = random.Random(20261130)
    for place, (name, _) in enumerate(POSTS):
        for country in COUNTRIES:
            yield f"post-{place}-{country}", "Position", {"name": [name], "country": [country]}
    for number in range(count):
        sort = number % 10
        if sort < 6:
            yield f"NK-{number:08x}", *person(chance, number)
        elif sort < 8:
            yield f"NK-{number:08x}", *company(chance)
        elif sort == 8:
            holder = f"NK-{number - chance.randint(3, 8):08x}"
            post = f"post-{chance.randrange(len(POSTS))}-{chance.choice(COUNTRIES)}"
            year = chance.randint(2000, 2025)
            yield f"NK-{number:08x}", "Occupancy", {"holder": [holder], "post": [post], "startDate": [f"{year}-05-01"], "endDate": [f"{year + 2}"]}
        else:
            yield f"NK-{number:08x}", "Vessel", {"name": [f"MV {word(chance)}"]}


for id, schema, properties in entities(int(sys.argv[1])):
    properties = {name: values for name, values in properties.items() if values}
    caption = properties["name"][0] if "name" in properties else id
    entity = {"id": id, "caption": caption, "schema": schema, "datasets": ["generated"], "last_seen": "2026-11-30", "properties": properties}
    print(json.dumps(entity, ensure_ascii=False))
