// What a Relay client asks of a graph: a page that loads more, a fragment that is asked for
// again by the id of its entity, and a list below it that loads more by the same means. The
// compiler refuses them if `node`, `Node` or the connections are not those of the Relay
// specification.

import { graphql } from 'relay-runtime';

export const query = graphql`
  query peopleQuery($count: Int!, $cursor: String) {
    ...people_list @arguments(count: $count, cursor: $cursor)
    person(id: "sadyr-japarov") {
      ...people_person
    }
  }
`;

export const list = graphql`
  fragment people_list on Query
  @refetchable(queryName: "peopleListQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    people(first: $count, after: $cursor) @connection(key: "people_list_people") {
      edges {
        node {
          ...people_person
        }
      }
    }
  }
`;

export const person = graphql`
  fragment people_person on Person
  @refetchable(queryName: "peoplePersonQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
    id
    name(lang: ["en"])
    offices(first: $count, after: $cursor) @connection(key: "people_person_offices") {
      edges {
        since
        node {
          ... on Entity {
            name
          }
        }
      }
    }
  }
`;

export const element = graphql`
  fragment people_element on Node @refetchable(queryName: "peopleElementQuery") {
    __typename
    id
    ... on Entity {
      name
    }
    ... on Link {
      relation
    }
  }
`;
