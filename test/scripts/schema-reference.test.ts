import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { buildSchema, isIntrospectionType, isObjectType, isSpecifiedScalarType } from 'graphql';
import { schemaReference } from '../../scripts/docs/schema-reference.ts';

describe('the reference of the schema', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
  const pages = schemaReference(schema);
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );

  test('has a page for each type', () => {
    const names = [...pages.keys()].map((path) => posix.basename(path, '.md'));
    const expected = types.map(({ name }) => ({ Query: 'queries', Mutation: 'mutations' })[name] ?? name);
    expect(names.sort()).toEqual([...expected, 'index'].sort());
  });

  test('tells of every field what it costs and what it needs, as far as its description does', () => {
    const texts = [...pages.values()].join('\n');
    const costly = types
      .filter(isObjectType)
      .flatMap((type) => Object.values(type.getFields()).filter(({ description }) => description?.includes('Needs ')));
    expect(costly.length).toBeGreaterThan(100);
    const paths = costly.flatMap(({ description }) => /`[A-Z]+ \/[^`]*`\. Needs [^.]+/.exec(description ?? '') ?? []);
    expect(paths.filter((path) => !texts.includes(path))).toEqual([]);
  });

  test('links to pages that are there', () => {
    const links = [...pages].flatMap(([path, text]) =>
      [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, to = '']) => posix.join(posix.dirname(path), to)),
    );
    expect(links.length).toBeGreaterThan(1_000);
    expect(links.filter((to) => !pages.has(to))).toEqual([]);
  });
});
