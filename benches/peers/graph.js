// Reads the benchmark's data set into objects that hold each other.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads the seed files in a folder. */
export function load(folder) {
  const people = entities(folder, 'Person', { rating: Number, terms: Number, active: truth });
  const organizations = entities(folder, 'Organization', { staff: Number, budget: Number });
  const projects = entities(folder, 'Project', { cost: Number, public: truth });
  link(folder, 'HOLDS_POST', [people, 'posts'], [organizations, 'members']);
  link(folder, 'WORKS_ON', [people, 'projects'], [projects, 'workers']);
  link(folder, 'KNOWS', [people, 'knows'], [people, 'knownBy']);
  return { people, organizations, projects };
}

const truth = (cell) => cell === 'true';

function entities(folder, name, types) {
  const byId = new Map();
  for (const entity of rows(folder, name)) {
    for (const [property, read] of Object.entries(types)) entity[property] = read(entity[property]);
    byId.set(entity.id, entity);
  }
  return byId;
}

function link(folder, name, [sources, out], [targets, incoming]) {
  for (const source of sources.values()) source[out] = [];
  for (const target of targets.values()) target[incoming] = [];
  for (const row of rows(folder, name)) {
    const from = sources.get(row.from);
    const to = targets.get(row.to);
    const link = { from, to, role: row.role, since: row.since || null, until: row.until || null };
    from[out].push(link);
    to[incoming].push(link);
  }
  for (const source of sources.values()) source[out].sort(by('to'));
  for (const target of targets.values()) target[incoming].sort(by('from'));
}

const by = (end) => (a, b) => (a[end].id < b[end].id ? -1 : 1);

function* rows(folder, name) {
  const [header, ...lines] = readFileSync(join(folder, `${name}.csv`), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = header.split(',');
  for (const line of lines) {
    const row = cells(line);
    yield Object.fromEntries(columns.map((column, at) => [column, row[at]]));
  }
}

// No cell of this data set has a line break.
function cells(line) {
  if (!line.includes('"')) return line.split(',');
  const found = line.matchAll(/"((?:[^"]|"")*)"(?:,|$)|([^,]*)(?:,|$)/g);
  return Array.from(found, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}
