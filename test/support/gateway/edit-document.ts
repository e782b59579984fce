import { Kind, parse, print, visit, type FieldNode } from 'graphql';

/** A document with the fields at some response paths changed; null leaves a field out. Fragments must be inline. */
export function editFields(
  text: string,
  paths: readonly string[],
  change: (field: FieldNode) => FieldNode | null,
): string {
  const at: string[] = [];
  const edited = visit(parse(text), {
    Field: {
      enter: (field) => void at.push((field.alias ?? field.name).value),
      leave: (field) => {
        const path = at.join('.');
        at.pop();
        return paths.includes(path) ? change(field) : undefined;
      },
    },
    // A selection that loses its only field would be no GraphQL.
    SelectionSet: {
      leave: (set) =>
        set.selections.length > 0
          ? undefined
          : {
              ...set,
              selections: parse('{ __typename }').definitions.flatMap((node) =>
                node.kind === Kind.OPERATION_DEFINITION ? node.selectionSet.selections : [],
              ),
            },
    },
  });
  return print(edited);
}

/** A list asked for `size` rows: by `last` if it was asked for its last rows, else by `first`. */
export function withSize(size: number): (field: FieldNode) => FieldNode {
  return (field) => {
    const given = field.arguments ?? [];
    const name = given.some((argument) => argument.name.value === 'last') ? 'last' : 'first';
    const others = given.filter((argument) => argument.name.value !== name);
    const value = { kind: Kind.INT, value: String(size) } as const;
    const sized = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value } as const;
    return { ...field, arguments: [...others, sized] };
  };
}
