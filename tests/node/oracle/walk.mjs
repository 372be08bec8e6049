// Which links an entity has, and in which order they stand.

import { order } from './dates.mjs';
import { inView } from './views.mjs';

/** The links of an entity by a relation field, each with its other end, in order. */
export function linksOf(world, entity, { relation, direction, eitherWay }) {
  const found = steps(world, entity, [relation], direction).map((step) => ({
    ...step,
    direction: eitherWay ? step.direction : direction,
  }));
  // Both directions as one list: a stable sort keeps outgoing before incoming to the same end.
  return eitherWay ? found.sort(byOther) : found;
}

/** The links of an entity by the relation field of that name. */
export function linksBy(world, entity, name) {
  const field = world.ontology.kinds.get(entity.kind).relations.find((it) => it.name === name);
  return linksOf(world, entity, field);
}

/** All links of an entity, each with its other end, in order. */
export function allLinksOf(world, entity, { relations, kinds, direction = 'BOTH' }) {
  return steps(world, entity, relations, direction).filter(({ other }) => !kinds || kinds.includes(other.kind));
}

/** The entity in view that a property of a link refers to; null if there is none. */
export function referredIn(world, link, name) {
  const entity = world.entities.get(link.references[name]);
  return entity && inView(world, entity) ? entity : null;
}

/** How many links an entity has. */
export function degree(world, entity, filter = {}) {
  return allLinksOf(world, entity, filter).length;
}

/** By relation, outgoing before incoming, then by kind and id of the other end; parallel links by time. */
function steps(world, entity, relations, direction) {
  const found = [];
  // Links stand in the order (relation, from, to, time), which a stable sort keeps for parallels.
  for (const link of world.links) {
    const { symmetric } = world.ontology.relations.get(link.relation);
    for (const side of ['OUT', 'IN']) {
      const [near, far] = side === 'OUT' ? [link.from, link.to] : [link.to, link.from];
      const follows = symmetric || direction === 'BOTH' || direction === side;
      if (near !== entity.id || !follows || (relations && !relations.includes(link.relation))) continue;
      found.push({
        link,
        other: world.entities.get(far),
        side: symmetric ? 'OUT' : side,
        direction: symmetric ? 'BOTH' : side,
      });
      // Once, whichever way it is followed.
      if (link.from === link.to) break;
    }
  }
  return found.sort(
    (a, b) =>
      order(a.link.relation, b.link.relation) ||
      order(a.side === 'IN', b.side === 'IN') ||
      byOther(a, b),
  );
}

function byOther(a, b) {
  return order(a.other.kind, b.other.kind) || order(a.other.id, b.other.id);
}
