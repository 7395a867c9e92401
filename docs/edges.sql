-- Edges from the tables of `palabre sites`, out of memory: `SET memory_limit` and `SET temp_directory` are DuckDB's.
-- Run in the folder of the tables; writes edges.parquet, with the columns of edges.csv and ties.csv (docs/tables.md).
-- `SET VARIABLE count_by = 'documents';` before it counts as `--count documents` does, otherwise stories are counted.

CREATE OR REPLACE MACRO by_story() AS coalesce(getvariable('count_by'), 'stories') = 'stories';
CREATE OR REPLACE MACRO g(observed, x, y, total) AS
  CASE WHEN observed = 0 THEN 0.0 ELSE observed * ln(observed / (x * y / total)) END;

-- What a document gives an edge. Windows that chance may bring together count once each, by their kind.
CREATE OR REPLACE TEMP TABLE of_document AS
  WITH windows AS (
    SELECT Source, Target, Kind, Directed, Document, any_value(Story) AS Story, any_value(Date) AS Date, Start, "End",
           sum(Weight) AS Weight, count(*) FILTER (Counts) AS Count, bool_or(Modality IS NOT NULL) AS Stated,
           bool_or(ByChance AND "Window" = 'sentence') AS InSentences, bool_or(ByChance AND "Window" = 'paragraph') AS InParagraphs,
           bool_or(ByChance AND "Window" = 'document') AS InDocuments,
           max(list_position(['mention', 'sentence', 'paragraph', 'document'], "Window")) AS Width,
           min(CASE WHEN Modality IS NULL THEN Date END) AS Day, max(CASE WHEN Modality IS NULL THEN Date END) AS Day2,
           min(First) FILTER (Counts) AS First, max(Last) FILTER (Counts) AS Last,
           min(First) AS DeniedFirst, max(Last) AS DeniedLast
    FROM 'sites.parquet' GROUP BY Source, Target, Kind, Directed, Document, Start, "End")
  SELECT Source, Target, Kind, Directed, Document, any_value(coalesce(Story, Document)) AS Story, any_value(Date) AS Date,
         sum(Weight) AS Weight, sum(Count) AS Count, count(*) AS Sentences, bool_or(Stated) AS Stated, max(Width) AS Width,
         count(*) FILTER (InSentences) AS InSentences, count(*) FILTER (InParagraphs) AS InParagraphs, count(*) FILTER (InDocuments) AS InDocuments,
         min(Day) AS Day, max(Day2) AS Day2, min(First) AS First, max(Last) AS Last,
         min(DeniedFirst) AS DeniedFirst, max(DeniedLast) AS DeniedLast
  FROM windows GROUP BY Source, Target, Kind, Directed, Document;

-- Of the copies of an article, the greatest count.
CREATE OR REPLACE TEMP TABLE of_edge AS
  WITH of_story AS (
    SELECT Source, Target, Kind, Directed, Story,
           CASE WHEN by_story() THEN max(Weight) ELSE sum(Weight) END AS Weight, sum(Count) AS Count, sum(Sentences) AS Sentences,
           count(*) AS Documents, bool_or(Stated) AS Stated, max(Width) AS Width,
           CASE WHEN by_story() THEN max(InSentences) ELSE sum(InSentences) END AS InSentences,
           CASE WHEN by_story() THEN max(InParagraphs) ELSE sum(InParagraphs) END AS InParagraphs,
           CASE WHEN by_story() THEN max(InDocuments) ELSE sum(InDocuments) END AS InDocuments,
           min(Day) AS Day, max(Day2) AS Day2, min(First) AS First, max(Last) AS Last,
           min(DeniedFirst) AS DeniedFirst, max(DeniedLast) AS DeniedLast, list(DISTINCT Date) FILTER (Date IS NOT NULL) AS Days
    FROM of_document GROUP BY Source, Target, Kind, Directed, Story)
  SELECT Source, Target, Kind, Directed, sum(Weight) AS Weight, sum(Count) AS Count, sum(Sentences) AS Sentences,
         sum(Documents) AS Documents, count(*) AS Stories, bool_or(Stated) AS Stated,
         ['mention', 'sentence', 'paragraph', 'document'][max(Width)] AS "Window",
         CASE max(Width) WHEN 2 THEN sum(InSentences) WHEN 3 THEN sum(InParagraphs) WHEN 4 THEN sum(InDocuments) END AS Together,
         -- Statements that count have the say; where none does, all have.
         least(min(Day), coalesce(min(First), CASE WHEN sum(Count) = 0 THEN min(DeniedFirst) END)) AS FirstDate,
         greatest(max(Day2), coalesce(max(Last), CASE WHEN sum(Count) = 0 THEN max(DeniedLast) END)) AS LastDate,
         list_sort(list_distinct(flatten(list(Days)))) AS Days
  FROM of_story GROUP BY Source, Target, Kind, Directed;

CREATE OR REPLACE TEMP TABLE actors AS
  SELECT Id, Label, Kind, "Window", CASE WHEN by_story() THEN OfStories ELSE OfDocuments END AS Windows FROM 'actors.parquet';

COPY (
  WITH measured AS (
    SELECT e.*, s.Label AS SourceLabel, t.Label AS TargetLabel, s.Kind AS SourceKind, t.Kind AS TargetKind,
           CASE WHEN Together > 0 THEN CAST(Together AS DOUBLE) END AS a, CAST(s.Windows AS DOUBLE) AS x, CAST(t.Windows AS DOUBLE) AS y, CAST(n.Windows AS DOUBLE) AS total
    FROM of_edge e JOIN actors s ON s.Id = e.Source AND s."Window" = e."Window" JOIN actors t ON t.Id = e.Target AND t."Window" = e."Window"
         JOIN actors n ON n.Id IS NULL AND n."Window" = e."Window"
    WHERE NOT (Stated AND Count = 0)), -- what texts only negate or deny is no edge
  associated AS (
    SELECT *, a <= least(x, y) AND x + y - a <= total AND total > 0 AS is_table,
           greatest(2 * (g(a, x, y, total) + g(x - a, x, total - y, total) + g(y - a, total - x, y, total)
                         + g(total - x - y + a, total - x, total - y, total)), 0) AS g2
    FROM measured)
  SELECT Source, Target, CASE WHEN Directed THEN 'Directed' ELSE 'Undirected' END AS Type, Kind,
         Source || '--' || Kind || '--' || Target AS Id, Kind AS Label, Weight, CAST(Sentences AS BIGINT) AS Sentences,
         CAST(Documents AS BIGINT) AS Documents, Stories, FirstDate, LastDate, SourceLabel, TargetLabel, SourceKind, TargetKind,
         array_to_string(Days, ', ') AS Timeset, CAST(Count AS BIGINT) AS Count, "Window",
         CASE WHEN is_table AND a < total THEN greatest(least(ln(a * total / (x * y)) / -ln(a / total), 1), -1) END AS NPMI,
         CASE WHEN is_table THEN g2 END AS LogLikelihood,
         coalesce(is_table AND g2 > 10.83 AND a >= 2 AND a > x * y / total, false) AS Significant
  FROM associated ORDER BY Weight DESC, Source, Target, Kind, Directed
) TO 'edges.parquet' (FORMAT parquet);
