import { Field, InputType, registerEnumType, type ClassType } from 'type-graphql';

const OrderDirection = { ASC: 'asc', DESC: 'desc' } as const;
registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which end of an order comes first.',
  valuesConfig: { ASC: { description: 'The earliest first.' }, DESC: { description: 'The latest first.' } },
});

/** By which date property of the vendor's a list is sorted, and which end comes first. */
export interface Order {
  field: string;
  direction: 'asc' | 'desc';
}

/** A date property of the vendor's that a list may be sorted by. */
interface OrderField {
  readonly property: string;
  readonly description: string;
}

/** The `orderBy` input of a type's lists, named `<Type>Order`, and its enum `<Type>OrderField`: name in the graph -> property. */
export function orderOf(name: string, fields: Readonly<Record<string, OrderField>>): ClassType<Order> {
  const entries = Object.entries(fields);
  const values = Object.fromEntries(entries.map(([key, { property }]) => [key, property]));
  registerEnumType(values, {
    name: `${name}OrderField`,
    description: `By what a list of \`${name}\` can be sorted.`,
    valuesConfig: Object.fromEntries(entries.map(([key, { description }]) => [key, { description }])),
  });

  @InputType(`${name}Order`, {
    description:
      'Has Defender sort the list. No page of its documentation says that it does; where it does not, that is BAD_USER_INPUT.',
  })
  class NamedOrder implements Order {
    @Field(() => values, { description: 'By what.' })
    field!: string;

    @Field(() => OrderDirection, { defaultValue: OrderDirection.DESC, description: 'Which end comes first.' })
    direction!: Order['direction'];
  }
  return NamedOrder;
}

/** What the cursors of a list are bound to: its filter, and its order where one is asked for. */
export function scopeOf(where: object, orderBy: Order | null | undefined): object {
  return orderBy == null ? where : { where, orderBy: `${orderBy.field} ${orderBy.direction}` };
}
