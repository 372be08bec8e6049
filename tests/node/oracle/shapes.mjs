// What random documents ask: every field, argument, operator, key of an order and of groups, by
// its shape, so that one that is never drawn is found. `born: {before: ...}` of people and
// `start: {before: ...}` of events have the same shape: a date with `before`.
//
//   node shapes.mjs [--count 2000] [--seed 1] [--world FOLDER --sdl FILE]    prints how often each appears

import { argv } from 'node:process';
import { parseArgs } from 'node:util';
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isAbstractType,
  isListType,
  isUnionType,
  parse,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { generate } from './generate.mjs';
import { LEFT_OUT } from './left_out.mjs';
import { openOracle } from './oracle.mjs';
import { SDL, WORLD } from './paths.mjs';

/** Endings of the names of input types that exist for each kind, pair of kinds, enum and so on. */
const FAMILIES = /^(\w+?)(KindWhere|LinkWhere|LinksFilter|LinksCount|LinksOrder|LinkFilter|LinkOrder|ListFilter|Filter|Where|Order|Value)$/;

/** Makes the shapes of a world. */
export function shapesOf({ schema, world }) {
  const { kinds, interfaces, values, enums, linkProperties, members } = world.ontology;
  const byProperties = [...kinds.values(), ...interfaces.values()].flatMap((it) => [...it.properties, ...it.relations]);
  const ofLinks = [...world.ontology.relations.values()].flatMap((it) => [...it.properties, ...it.references]);
  const own = new Set([...byProperties, ...ofLinks, ...[...values.values()].flat()].map((it) => it.name));
  for (const name of ['name', 'status', 'kind', 'id']) own.delete(name);
  return { all, ofRequest };

  /** The types that answers of fields that are drawn can have. */
  function reached() {
    const found = new Set();
    const reach = (type) => {
      if (found.has(type) || !isCompositeType(type) || type.name.startsWith('__')) return;
      found.add(type);
      if (!isUnionType(type)) asked(type).forEach((it) => reach(getNamedType(it.type)));
      if (isAbstractType(type)) schema.getPossibleTypes(type).forEach(reach);
    };
    reach(schema.getQueryType());
    return [...found].filter((it) => !isUnionType(it));
  }

  /** All shapes that documents can have, each with the places that have it: `{ type, field, argument?, value? }`. */
  function all() {
    const found = new Map();
    const note = (shape, place) => found.set(shape, [...(found.get(shape) ?? []), place]);
    const inputs = new Set();
    for (const type of reached()) {
      for (const field of asked(type)) {
        note(fieldShape(type, field), { type, field });
        for (const argument of field.args) {
          note(argumentShape(type, field, argument), { type, field, argument });
          collectInputs(getNamedType(argument.type), inputs);
        }
      }
    }
    for (const type of inputs) {
      for (const field of asked(type)) {
        for (const { shape, value } of inputShapes(type, field)) note(shape, { type, field, value });
      }
    }
    return found;
  }

  function collectInputs(type, found) {
    if (!isInputObjectType(type) || found.has(type)) return;
    found.add(type);
    for (const field of asked(type)) collectInputs(getNamedType(field.type), found);
  }

  /** The shapes in a request, each as often as it is there. */
  function ofRequest({ query, variables }) {
    const found = [];
    const info = new TypeInfo(schema);
    const note = {
      Field() {
        const [type, field] = [info.getParentType(), info.getFieldDef()];
        if (type && field && !field.name.startsWith('__') && !type.name.startsWith('__')) found.push(fieldShape(type, field));
      },
      Argument(node) {
        const [type, field] = [info.getParentType(), info.getFieldDef()];
        if (info.getDirective() || field.name.startsWith('__') || type.name.startsWith('__')) return;
        found.push(argumentShape(type, field, info.getArgument()));
        if (node.value.kind === 'Variable') return;
        found.push(...valueShapes(info.getArgument().type, node.value));
        return false;
      },
      VariableDefinition(node) {
        const type = typeFromAST(schema, node.type);
        if (node.defaultValue) found.push(...valueShapes(type, node.defaultValue));
        const given = variables?.[node.variable.name.value];
        if (given !== undefined) found.push(...jsonShapes(type, given));
        return false;
      },
    };
    visit(parse(query), visitWithTypeInfo(info, note));
    return found;
  }

  function valueShapes(type, node) {
    const named = getNamedType(type);
    if (node.kind === 'ListValue') return node.values.flatMap((it) => valueShapes(named, it));
    if (node.kind === 'EnumValue') return [];
    if (node.kind !== 'ObjectValue' || !isInputObjectType(named)) return [];
    return node.fields.flatMap((field) => {
      const definition = named.getFields()[field.name.value];
      const value = field.value.kind === 'EnumValue' ? field.value.value : undefined;
      return [...inputShapes(named, definition, value).map((it) => it.shape), ...valueShapes(definition.type, field.value)];
    });
  }

  function jsonShapes(type, value) {
    const named = getNamedType(type);
    if (Array.isArray(value)) return value.flatMap((it) => jsonShapes(named, it));
    if (value === null || typeof value !== 'object' || !isInputObjectType(named)) return [];
    return Object.entries(value).flatMap(([name, inner]) => {
      const definition = named.getFields()[name];
      const text = typeof inner === 'string' ? inner : undefined;
      return [...inputShapes(named, definition, text).map((it) => it.shape), ...jsonShapes(definition.type, inner)];
    });
  }

  function fieldShape(type, field) {
    return `field ${ownerShape(type)}.${nameShape(type, field)}`;
  }

  function argumentShape(type, field, argument) {
    const isKey = ownerShape(type) === 'Query' && own.has(argument.name);
    return `argument ${ownerShape(type)}.${nameShape(type, field)}(${isKey ? '<key>' : argument.name})`;
  }

  function ownerShape({ name }) {
    if (kinds.has(name) || interfaces.has(name) || name === 'Entity') return 'Entity';
    if (values.has(name)) return '<structured>';
    return /(Connection|Edge)$/.exec(name)?.[0] ?? name;
  }

  function nameShape(type, { name, type: of, args }) {
    if (type.name === 'Query') {
      if ([...kinds.values()].some((it) => it.singular === name)) return '<lookup>';
      return [...kinds.values(), ...interfaces.values()].some((it) => it.plural === name) ? '<list>' : name;
    }
    if (!own.has(name)) return name;
    const named = getNamedType(of);
    if (named.name.endsWith('Connection')) return kinds.get(type.name)?.relations.find((it) => it.name === name)?.eitherWay ? '<either way>' : '<to-many>';
    if (args.length > 0 && isCompositeType(named)) return '<to-one>';
    return `<${valueShape(of)}>`;
  }

  function valueShape(type) {
    const named = getNamedType(type);
    const of = isEnumType(named) ? 'enum' : values.has(named.name) && !/^(Money|Point)$/.test(named.name) ? 'structured' : named.name;
    return isListType(getNullableType(type)) ? `[${of}]` : of;
  }

  /** The shapes of a field of an input type; keys of orders and groups have one for each value. */
  function inputShapes(type, field, value) {
    const name = own.has(field.name) ? `<${inputShape(getNamedType(field.type))}>` : field.name;
    const shape = `input ${inputShape(type)}.${name}`;
    const named = getNamedType(field.type);
    const isKey = isEnumType(named) && /^(DatePart|SortDirection)$/.test(named.name);
    if (!isKey) return [{ shape }];
    const keys = value === undefined ? named.getValues().map((it) => it.name) : [value];
    return keys.map((it) => ({ shape: `${shape}: ${it}`, value: it }));
  }

  function inputShape(type) {
    const [, base, family] = FAMILIES.exec(type.name) ?? [];
    if (base === undefined) return type.name;
    if (enums.has(base)) return `Enum${family}`;
    if (values.has(base)) return /^(Money|Point)$/.test(base) ? type.name : `Structured${family}`;
    if (linkProperties.has(base)) return `Edge${family}`;
    // Those of a pair of what links lead to and what they carry.
    if (family.startsWith('Link') && base !== 'Any') return family;
    return members.has(base) ? `${base === 'Entity' ? base : 'Kind'}${family}` : type.name;
  }
}

/** The fields of a type that documents may ask. */
export function asked(type) {
  return Object.values(type.getFields()).filter((it) => !LEFT_OUT.has(it.name));
}

/** How often each shape is in so many documents. */
export function countShapes(oracle, count, seed) {
  const shapes = shapesOf(oracle);
  const counts = new Map([...shapes.all().keys()].map((it) => [it, 0]));
  for (let at = 0; at < count; at += 1) {
    for (const it of shapes.ofRequest(generate(oracle, seed + at))) counts.set(it, (counts.get(it) ?? 0) + 1);
  }
  return counts;
}

if (import.meta.filename === argv[1]) {
  const text = { type: 'string' };
  const { values } = parseArgs({ options: { count: text, seed: text, world: text, sdl: text } });
  const oracle = openOracle(values.world ?? WORLD, values.sdl ?? SDL);
  const counts = countShapes(oracle, Number(values.count ?? 2_000), Number(values.seed ?? 1));
  for (const [shape, times] of [...counts].sort((a, b) => a[1] - b[1])) console.log(`${String(times).padStart(7)} ${shape}`);
}
