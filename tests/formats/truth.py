"""What the files must say, as the GraphQL API says it: an independent way to the same facts."""

import json
import subprocess

QUERY = """
query Facts($first: Int!, $from: String) {
  entities(first: $first, after: $from) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id name kind
      names { value lang }
      links(direction: OUT, first: 100) {
        totalCount
        nodes {
          id relation from { id } to { id }
          at since until attested status evidence note
          sources { source { id } locator }
        }
      }
    }
  }
}
"""


def ask(program, data, variables):
    """The answer to the query above."""
    command = [program, "query", QUERY, "--variables", json.dumps(variables), "--compact", *data]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return answer["data"]["entities"]


class Truth:
    """Entities and links by their ids."""

    def __init__(self, program, data):
        self.nodes, self.links, cursor = {}, {}, None
        while True:
            page = ask(program, data, {"first": 200, "from": cursor})
            for node in page["nodes"]:
                links = node.pop("links")
                assert links["totalCount"] == len(links["nodes"]), node["id"]
                self.nodes[node["id"]] = node
                for link in links["nodes"]:
                    link["from"], link["to"] = link["from"]["id"], link["to"]["id"]
                    self.links[link["id"]] = link
            cursor = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        # A source is an entity of the whole graph only if a link leads to it.
        linked = {end for link in self.links.values() for end in (link["from"], link["to"])}
        self.sources = {k: v for k, v in self.nodes.items() if v["kind"] == "Source"}
        self.nodes = {
            k: v for k, v in self.nodes.items() if v["kind"] != "Source" or k in linked
        }

    def labels(self):
        return {k: v["name"] for k, v in self.nodes.items()}

    def kinds(self):
        return {k: v["kind"] for k, v in self.nodes.items()}

    def names(self):
        """All names of each entity, sorted."""
        return {k: sorted(n["value"] for n in v["names"]) for k, v in self.nodes.items()}

    def ends(self):
        return {k: (v["from"], v["to"], v["relation"]) for k, v in self.links.items()}

    def times(self):
        """The dates of each link that has any."""
        keys = ("at", "since", "until")
        times = {k: {key: v[key] for key in keys if v[key]} for k, v in self.links.items()}
        return {k: v for k, v in times.items() if v}

    def status(self):
        return {k: (v["status"], v["evidence"]) for k, v in self.links.items()}

    def cited(self):
        """The sources of each link with the places in them, as files write them."""

        def place(it):
            return it["source"]["id"] + (f"#{it['locator']}" if it["locator"] else "")

        return {k: [place(it) for it in v["sources"]] for k, v in self.links.items()}
