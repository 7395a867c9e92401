// Makes src/export/html/shell.html of the sources here: one file, in which palabre writes documents and graph.
// `node build.mjs` writes it, `node build.mjs --check` says whether the committed one is what this makes.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const target = here('../src/export/html/shell.html');

async function bundle(entry) {
  const { outputFiles } = await build({
    absWorkingDir: here('.'),
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none', // the notices stand in the shell, whole
  });
  return outputFiles[0].text.trim();
}

/** The hash of what stands between the tags, as a Content Security Policy names it. */
const hash = (content) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;

function licence(name) {
  const text = readFileSync(here(`node_modules/${name}`), 'utf8').trim();
  return text.replaceAll('--', '- -'); // it goes into a comment
}

const script = (await bundle('src/main.js')).replaceAll('</script', '<\\/script');
const style = await bundle('src/style.css');
const licences = ['sigma/LICENSE.txt', 'graphology/LICENSE.txt', 'events/LICENSE', 'graphology-utils/LICENSE.txt'];
const parts = {
  CSP: `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`,
  STYLE: style,
  SCRIPT: script,
  LICENCES: licences.map((name) => `${name}\n\n${licence(name)}`).join('\n\n'),
};
const shell = readFileSync(here('src/shell.html'), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, part) => parts[part]);

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== shell) {
    console.error('src/export/html/shell.html is not what `npm run build` in report/ makes of the sources');
    process.exit(1);
  }
} else {
  writeFileSync(target, shell);
  console.log(`${target}: ${shell.length} characters`);
}
