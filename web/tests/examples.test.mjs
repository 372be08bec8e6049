/** What every document in `queries/` keeps to, and that the page's examples are among them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSchema, Kind, parse, validate } from 'graphql';
import { documents, exampleNames, pascalCase } from './documents.mjs';
import { apiDefinition } from './mock-server.mjs';

const schema = buildSchema(apiDefinition());

for (const { name, text } of documents()) {
  test(`queries/${name}.graphql`, () => {
    assert.match(text, /^# \S/, 'starts with a comment that says what it answers');
    const document = parse(text);
    const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    assert.deepEqual(
      operations.map((operation) => operation.name?.value),
      [pascalCase(name)],
      'holds one operation, named like the file',
    );
    for (const variable of operations[0]?.variableDefinitions ?? []) {
      assert.ok(
        variable.defaultValue || variable.type.kind !== Kind.NON_NULL_TYPE,
        `$${variable.variable.name.value} has a default, so that the document runs as it is`,
      );
    }
    const errors = validate(schema, document).map((error) => error.message);
    assert.deepEqual(errors, [], 'is valid for the API');
  });
}

test('the page shows a handful of them', () => {
  const names = documents().map(({ name }) => pascalCase(name));
  const shown = exampleNames();
  assert.ok(shown.length >= 5 && shown.length <= 8, `${shown.length} tabs`);
  for (const name of shown) assert.ok(names.includes(name), `${name} is not in queries/`);
});
