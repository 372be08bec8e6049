"""A client of the Entity Reconciliation API that others wrote, run against a server of ours.

    client.py target/debug/corridor

starts the server over the shipped data and reconciles a few columns with the package
`reconciler`, which people use with pandas. `tests/it/http/reconcile.rs` looks at every part of
the API; this looks at whether a client that knows nothing of us gets on with it.
"""

import os
import subprocess
import sys
from contextlib import contextmanager

import numpy
import pandas

# Progress bars are for people.
os.environ["TQDM_DISABLE"] = "1"
# The client fills empty results with a name that NumPy 2 took away.
numpy.NaN = numpy.nan

from reconciler import reconcile  # noqa: E402


@contextmanager
def server(program):
    """A server on a free port: its address."""
    command = [program, "serve", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            said = []
            for line in process.stderr:
                said.append(line)
                if line.startswith("listening on "):
                    yield line.split()[2]
                    break
            else:
                sys.exit("the server did not start:\n" + "".join(said))
        finally:
            process.terminate()


def check(what, found, expected):
    """Fails if something is not what it should be."""
    if found != expected:
        sys.exit(f"{what}\n  found    {found}\n  expected {expected}")


def one_column(endpoint):
    """Names in three scripts; one of nobody."""
    names = pandas.Series(["SOCAR", "Сокар", "Бакыт Төрөбаев", "Samir Şərifov", "Xqzw Vvbnm"])
    found = reconcile(names, reconciliation_endpoint=endpoint).set_index("input_value")
    expected = ["socar", "socar", "bakyt-torobaev", "samir-sharifov"]
    check("ids", list(found["id"][:4]), expected)
    check("matches", list(found["match"]), [True, True, True, True, False])
    check("types", list(found["type_id"][:4]), ["Organization"] * 2 + ["Person"] * 2)
    check("scores from 0 to 100", bool((found["score"][:4] >= 92).all()), True)
    check("nobody", found["id"].isna().tolist(), [False] * 4 + [True])


def of_a_type(endpoint):
    """All candidates are of the type that was asked for, the best first."""
    names = pandas.Series(["Cabinet of Ministers"])
    found = reconcile(names, "Organization", top_res="all", reconciliation_endpoint=endpoint)
    check("types", set(found["type_id"]), {"Organization"})
    both = {"az-cabinet-of-ministers", "kg-cabinet-of-ministers"}
    check("both cabinets", both <= set(found["id"]), True)
    check("order", found["score"].is_monotonic_decreasing, True)


def with_other_columns(endpoint):
    """Another column decides between namesakes."""
    table = pandas.DataFrame(
        {
            "body": ["Cabinet of Ministers", "Ministers' Cabinet"],
            "state": ["Азербайджан", "Kyrgyzstan"],
        }
    )
    found = reconcile(
        table["body"],
        type_id="Organization",
        property_mapping={"country": table["state"]},
        reconciliation_endpoint=endpoint,
    )
    check("by country", list(found["id"]), ["az-cabinet-of-ministers", "kg-cabinet-of-ministers"])


def several_batches(endpoint):
    """The client sends ten queries at once."""
    names = pandas.Series([f"SOCAR {number}" for number in range(25)])
    found = reconcile(names, reconciliation_endpoint=endpoint)
    check("rows", len(found), 25)


with server(sys.argv[1]) as address:
    for test in [one_column, of_a_type, with_other_columns, several_batches]:
        test(f"{address}/reconcile")
print("a client from PyPI gets on with /reconcile")
