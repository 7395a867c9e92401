// Reads the script for Neo4j, and the queries of docs/neo4j.md, with Neo4j's own language server: what it calls an error, Neo4j refuses.
const { readFileSync } = require('fs');
const { join } = require('path');
const { lintCypherQuery } = require('@neo4j-cypher/language-support');

const script = readFileSync(join(process.argv[2], 'neo4j-load.cypher'), 'utf8');
const page = readFileSync(join(__dirname, '../../docs/neo4j.md'), 'utf8');
const queries = page.match(/```cypher\n([\s\S]*?)```/g).map((block) => block.replace(/```(cypher)?/g, ''));
const errors = (text) => lintCypherQuery(text, {}).diagnostics.filter(({ severity }) => severity === 1);

const found = [script, ...queries].flatMap((text) => errors(text).map(({ message, range }) => `${message}: ${text.split('\n')[range.start.line]}`));
if (!errors('MATCH (a RETURN a;').length) found.push('an error is not told');
console.log(found.length ? found.join('\n') : 'read');
