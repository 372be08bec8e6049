// What a list of the API holds: of which kinds its entities are, by which relation links lead to
// them, and how large its pages may be.

/** The list that a field of a type of the API is. */
export function listOf({ ontology }, type, field) {
  const { kinds, interfaces, members } = ontology;
  if (type === 'Query') {
    const roots = [...kinds.values(), ...interfaces.values()].filter((it) => it.hasRoot);
    const listed = roots.find((it) => it.plural === field);
    return { kinds: members.get(listed?.name ?? 'Entity'), limits: listed ? [listed.limit] : [] };
  }
  const relation = kinds.get(type)?.relations.find((it) => it.name === field);
  // Links of any relation, to entities of any kind.
  if (!relation) return { kinds: members.get('Entity'), limits: [], ofLinks: true };
  return { ...endOf(ontology, relation), limits: [relation.limit, limitOf(ontology, relation.target)] };
}

/** What links of a relation field lead to, and by which relation. */
export function endOf({ members }, { target, relation }) {
  return { kinds: members.get(target), relation };
}

function limitOf({ kinds, interfaces }, target) {
  return (kinds.get(target) ?? interfaces.get(target))?.limit ?? {};
}
