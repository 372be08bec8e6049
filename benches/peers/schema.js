// The types and resolvers that both servers on Node use: the part of Corridor's API that
// the queries need, as one would write it for objects in memory.

export const typeDefs = /* GraphQL */ `
  scalar PartialDate

  enum Form { MINISTRY AGENCY COMPANY FUND }
  enum Stage { PLANNED RUNNING DONE }

  type Query {
    person(id: ID!): Person
    organization(id: ID!): Organization
  }

  type Person {
    id: ID!
    name: String!
    born: PartialDate
    nationality: String
    rating: Float
    terms: Int
    active: Boolean
    posts(first: Int): PersonPostsConnection!
    projects(first: Int): PersonProjectsConnection!
    knows(first: Int): PersonKnowsConnection!
    knownBy(first: Int): PersonKnownByConnection!
  }

  type Organization {
    id: ID!
    name: String!
    founded: PartialDate
    form: Form
    city: String
    staff: Int
    budget: Float
    members(first: Int): OrganizationMembersConnection!
  }

  type Project {
    id: ID!
    name: String!
    started: PartialDate
    stage: Stage
    code: String
    cost: Float
    public: Boolean
    workers(first: Int): ProjectWorkersConnection!
  }
${[
  ['PersonPosts', 'Organization'],
  ['PersonProjects', 'Project'],
  ['PersonKnows', 'Person'],
  ['PersonKnownBy', 'Person'],
  ['OrganizationMembers', 'Person'],
  ['ProjectWorkers', 'Person'],
]
  .map(
    ([name, node]) => `
  type ${name}Connection {
    nodes: [${node}!]!
    edges: [${name}Edge!]!
    totalCount: Int!
  }

  type ${name}Edge {
    node: ${node}!
    role: String
    since: PartialDate
    until: PartialDate
  }
`,
  )
  .join('')}`;

/** Resolvers over a graph that `load` has read. */
export function resolvers(graph) {
  return {
    Query: {
      person: (_root, { id }) => graph.people.get(id),
      organization: (_root, { id }) => graph.organizations.get(id),
    },
    Person: {
      posts: (person, { first }) => page(person.posts, first),
      projects: (person, { first }) => page(person.projects, first),
      knows: (person, { first }) => page(person.knows, first),
      knownBy: (person, { first }) => page(person.knownBy, first),
    },
    Organization: { members: (body, { first }) => page(body.members, first) },
    Project: { workers: (project, { first }) => page(project.workers, first) },
    ...connection('PersonPosts', 'to'),
    ...connection('PersonProjects', 'to'),
    ...connection('PersonKnows', 'to'),
    ...connection('PersonKnownBy', 'from'),
    ...connection('OrganizationMembers', 'from'),
    ...connection('ProjectWorkers', 'from'),
  };
}

const page = (links, first = 100) => ({ totalCount: links.length, edges: links.slice(0, first) });

// An edge is the link itself.
const connection = (name, end) => ({
  [`${name}Connection`]: { nodes: ({ edges }) => edges.map((link) => link[end]) },
  [`${name}Edge`]: { node: (link) => link[end] },
});
