// Mercurius with a function written by hand for each question of benches/filters, over objects in
// memory that hold each other: node filters.js people|airports SEED PORT

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Fastify from 'fastify';
import mercurius from 'mercurius';

const [name, folder, port] = process.argv.slice(2);

/** The rows of a file. No cell of this data has a quote. */
function rows(file) {
  const [header, ...lines] = readFileSync(join(folder, `${file}.csv`), 'utf8').trimEnd().split('\n');
  const columns = header.split(',');
  return { columns, lines };
}

/** The entities of a file, by id. */
function entities(file, lists) {
  const { columns, lines } = rows(file);
  const byId = new Map();
  for (const line of lines) {
    const cells = line.split(',');
    const entity = { at: byId.size };
    columns.forEach((column, at) => (entity[column] = cells[at]));
    for (const list of lists) entity[list] = [];
    byId.set(entity.id, entity);
  }
  return byId;
}

/** The links of a file: each end holds them. */
function links(file, [sources, out], [targets, back]) {
  return rows(file).lines.map((line) => {
    const [from, to, since] = line.split(',');
    const link = { from: sources.get(from), to: targets.get(to), since };
    link.from[out].push(link);
    link.to[back].push(link);
    return link;
  });
}

const index = (all, property) => new Map(Array.from(all, (it) => [it[property], it]));

/** Those that have a link, that holds, to one of some entities. */
function linkedTo(some, back, holds = () => true) {
  const found = new Set();
  for (const one of some) for (const link of one[back]) if (holds(link)) found.add(link.from);
  return found;
}

/** For each entity: whether a condition holds, by its number. */
const levels = (all, depth, first, next) => {
  let level = all.map(first);
  for (let deep = 0; deep < depth; deep += 1) {
    const before = level;
    level = all.map((it) => next(it, (link) => before[link.to.at]));
  }
  return all.filter((it) => level[it.at]);
};

function people() {
  const persons = entities('Person', ['knows', 'knownBy', 'clubs']);
  const clubs = entities('Club', ['members']);
  links('IN_CLUB', [persons, 'clubs'], [clubs, 'members']);
  const knows = links('KNOWS', [persons, 'knows'], [persons, 'knownBy']);
  const all = [...persons.values()];
  for (const person of all) person.born = Number(person.born);
  const inOrder = [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  const byHandle = index(all, 'handle');
  const byName = index(all, 'name');
  const known = (person) => linkedTo([person], 'knownBy');
  const ofCity = () => {
    const members = [...clubs.values()].filter((club) => club.city === 'city 7');
    return members.flatMap((club) => club.members.map((link) => link.from));
  };
  const late = () => {
    const found = new Set();
    for (const link of knows) if (link.since >= '2024-12-20') found.add(link.from);
    return found;
  };
  const isOf = (country) => (link) => link.to.country === country;
  const in2005 = (link) => link.since <= '2005-01-01';
  const deep = (next) => () => levels(all, 4, (it) => it.born > 1940, next);
  return {
    whoKnows: () => known(persons.get('p999')),
    inTwoSteps: () => linkedTo(known(persons.get('p999')), 'knownBy'),
    byHandle: () => linkedTo(known(byHandle.get('h999')), 'knownBy'),
    in2005: () => linkedTo(linkedTo([persons.get('p999')], 'knownBy', in2005), 'knownBy', in2005),
    clubOfCity: () => linkedTo(ofCity(), 'knownBy'),
    twoOfCity: () => {
      const counts = new Map();
      for (const one of ofCity())
        for (const { from } of one.knownBy) counts.set(from, (counts.get(from) ?? 0) + 1);
      return [...counts].filter(([, count]) => count >= 2).map(([person]) => person);
    },
    late,
    knowsLate: () => linkedTo(late(), 'knownBy'),
    noneOf: () => all.filter((it) => it.country === 'AZ' && !it.knows.some(isOf('KG'))),
    allDeep: deep((it, holds) => it.knows.every(holds)),
    noneDeep: deep((it, holds) => !it.knows.some(holds)),
    singleDeep: () =>
      levels(
        all,
        2,
        (it) => it.born > 1980,
        (it, holds) => it.knows.filter(holds).length === 1,
      ),
    countAll: () => all.filter((it) => it.knows.length >= 9),
    name: () => [byName.get('Person 4711')],
    nameStart: () => all.filter((it) => it.name.startsWith('Person 47119')),
    firstTen: () => {
      const found = [];
      for (const person of inOrder) {
        if (person.knows.some(isOf('KG'))) found.push(person);
        if (found.length === 10) break;
      }
      return found;
    },
  };
}

function airports() {
  const airports = entities('Airport', ['flights', 'flightsFrom']);
  links('ROUTE', [airports, 'flights'], [airports, 'flightsFrom']);
  const all = [...airports.values()];
  const byIata = index(all, 'iata');
  return {
    threeLegs: () => {
      let reach = [byIata.get('IPC')];
      for (let leg = 0; leg < 3; leg += 1) reach = linkedTo(reach, 'flightsFrom');
      return reach;
    },
    noFlight: () => {
      const far = linkedTo(all.filter((it) => it.country === 'C7'), 'flightsFrom');
      const goes = (link) => far.has(link.to);
      return all.filter((it) => it.country === 'C3' && !it.flights.some(goes));
    },
    allLegs: () =>
      levels(
        all,
        3,
        (it) => it.country !== 'C7',
        (it, holds) => it.flights.every(holds),
      ),
  };
}

const questions = { people, airports }[name]();
const fields = Object.keys(questions).map((field) => `${field}: Entities!`);
const schema = `
  type Query { ${fields.join(' ')} }
  type Entities { totalCount: Int! nodes: [Entity!]! }
  type Entity { id: ID! }
`;
const resolvers = {
  Query: questions,
  Entities: { totalCount: (found) => found.size ?? found.length, nodes: (found) => [...found] },
};
const app = Fastify();
app.register(mercurius, { schema, resolvers, jit: 1 });
await app.listen({ host: '127.0.0.1', port: Number(port) });
