// fr-compromise over one file of JSON Lines, in a process of its own; what it prints is as in peer.py.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

// The package lies where run.py has put it.
const [modules, path] = process.argv.slice(2);
const nlp = createRequire(`${modules}/`)('fr-compromise');
const seconds = () => Object.values(process.cpuUsage()).reduce((sum, part) => sum + part, 0) / 1e6;
const texts = readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line).text);
nlp('Le Mali.');
const start = seconds();
const found = { people: 0, places: 0, organisations: 0 };
for (const text of texts) {
  const doc = nlp(text);
  found.people += doc.match('#Person+').length;
  found.places += doc.match('#Place+').length;
  found.organisations += doc.match('#Organization+').length;
}
const all = seconds();
console.log(JSON.stringify({ start, seconds: all, megabytes: process.resourceUsage().maxRSS / 1024, found }));
