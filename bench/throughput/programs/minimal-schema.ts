import DataLoader from 'dataloader';
import type { GraphQLSchema } from 'graphql';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Arg, buildSchema, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Query } from 'type-graphql';
import { Resolver, Root } from 'type-graphql';
import { UpstreamClient, type ActionRow, type AlertRow, type HuntAnswer } from './upstream-client.ts';
import type { MachineRow, UserRow } from './upstream-client.ts';

const upstream = new UpstreamClient();

/** What a request needs, made for it. */
export interface MinimalContext {
  authorization: string | undefined;
  machines: DataLoader<string, MachineRow | null>;
  actions: DataLoader<string, ActionRow[]>;
}

export function contextOf(authorization: string | undefined): MinimalContext {
  return {
    authorization,
    machines: new DataLoader(async (ids) => {
      const rows = await upstream.listIn<MachineRow>(authorization, '/api/machines', 'id', ids);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    actions: new DataLoader(async (ids) => {
      const rows = await upstream.listIn<ActionRow>(authorization, '/api/machineactions', 'machineId', ids);
      const byMachine = new Map<string, ActionRow[]>(ids.map((id) => [id, []]));
      for (const row of rows) byMachine.get(row.machineId)?.push(row);
      return ids.map((id) => byMachine.get(id) ?? []);
    }),
  };
}

@ObjectType({ simpleResolvers: true })
class MachineAction {
  @Field(() => ID, { name: 'machineActionId', simple: false }) id!: string;
  @Field(() => String, { nullable: true }) type!: string | null;
  @Field(() => String, { nullable: true }) status!: string | null;
}

@ObjectType({ simpleResolvers: true })
class ActionList {
  @Field(() => [MachineAction]) nodes!: MachineAction[];
}

@ObjectType({ simpleResolvers: true })
class Machine {
  @Field(() => ID, { name: 'machineId', simple: false }) id!: string;
  @Field(() => String, { nullable: true }) computerDnsName!: string | null;
  @Field(() => String, { nullable: true }) osPlatform!: string | null;
  @Field(() => String, { nullable: true }) riskScore!: string | null;
  @Field(() => String, { nullable: true }) lastSeen!: string | null;
}

@ObjectType({ simpleResolvers: true })
class User {
  @Field(() => ID, { name: 'userId', simple: false }) id!: string;
  @Field(() => String, { nullable: true }) accountName!: string | null;
  @Field(() => String, { nullable: true }) accountDomain!: string | null;
}

@ObjectType({ simpleResolvers: true })
class Alert {
  @Field(() => ID, { name: 'alertId', simple: false }) id!: string;
  @Field(() => String, { nullable: true }) title!: string | null;
  @Field(() => String, { nullable: true }) severity!: string | null;
  @Field(() => String, { nullable: true }) status!: string | null;
  @Field(() => String, { nullable: true }) category!: string | null;
  @Field(() => String, { nullable: true }) alertCreationTime!: string | null;
  @Field(() => String, { nullable: true }) computerDnsName!: string | null;
  @Field(() => String, { nullable: true }) machineId!: string | null;
}

@ObjectType({ simpleResolvers: true })
class AlertList {
  @Field(() => [Alert]) nodes!: Alert[];
}

@ObjectType({ simpleResolvers: true })
class AlertPayload {
  @Field(() => Alert, { nullable: true }) alert!: Alert | null;
}

@ObjectType({ simpleResolvers: true })
class HuntRow {
  @Field(() => GraphQLJSONObject) values!: object;
}

@ObjectType({ simpleResolvers: true })
class HuntRows {
  @Field(() => [HuntRow]) nodes!: HuntRow[];
}

@ObjectType()
class Hunt {
  @Field(() => Int) rowCount!: number;
  results!: readonly object[];
}

@Resolver(() => Alert)
class AlertResolver {
  @Query(() => AlertList)
  async alerts(
    @Arg('first', () => Int) first: number,
    @Arg('incidentId', () => Int) incidentId: number,
    @Arg('skip', () => Int, { defaultValue: 0 }) skip: number,
    @Ctx() { authorization }: MinimalContext,
  ): Promise<AlertList> {
    const query = { $top: String(first), $skip: String(skip), $filter: `incidentId eq ${incidentId}` };
    return { nodes: await upstream.list<AlertRow>(authorization, '/api/alerts', query) };
  }

  @Mutation(() => AlertPayload)
  async updateAlert(
    @Arg('alertId', () => ID) alertId: string,
    @Arg('status', () => String) status: string,
    @Arg('comment', () => String) comment: string,
    @Ctx() { authorization }: MinimalContext,
  ): Promise<AlertPayload> {
    const path = `/api/alerts/${alertId}`;
    return { alert: await upstream.call<AlertRow>(authorization, path, 'PATCH', { status, comment }) };
  }

  @FieldResolver(() => Machine, { nullable: true })
  machine(@Root() { machineId }: Alert, @Ctx() { machines }: MinimalContext): Promise<Machine | null> | null {
    return machineId === null ? null : machines.load(machineId);
  }

  @FieldResolver(() => User, { nullable: true })
  user(@Root() { id }: Alert, @Ctx() { authorization }: MinimalContext): Promise<User> {
    return upstream.call<UserRow>(authorization, `/api/alerts/${id}/user`);
  }
}

@Resolver(() => Machine)
class MachineResolver {
  @Query(() => Machine, { nullable: true })
  machine(@Arg('id', () => ID) id: string, @Ctx() { authorization }: MinimalContext): Promise<Machine> {
    return upstream.call<MachineRow>(authorization, `/api/machines/${id}`);
  }

  @FieldResolver(() => ActionList)
  async actions(@Root() { id }: Machine, @Ctx() { actions }: MinimalContext): Promise<ActionList> {
    return { nodes: await actions.load(id) };
  }
}

@Resolver(() => Hunt)
class HuntResolver {
  @Query(() => Hunt)
  async hunt(@Arg('query', () => String) Query: string, @Ctx() { authorization }: MinimalContext): Promise<Hunt> {
    const path = '/api/advancedqueries/run';
    const { Results: results } = await upstream.call<HuntAnswer>(authorization, path, 'POST', { Query });
    return { rowCount: results.length, results };
  }

  @FieldResolver(() => HuntRows)
  rows(@Root() { results }: Hunt, @Arg('first', () => Int) first: number): HuntRows {
    return { nodes: results.slice(0, first).map((values) => ({ values })) };
  }
}

/** The measured queries and no more, as a first version of a gateway would have them. */
export function minimalSchema(): Promise<GraphQLSchema> {
  return buildSchema({ resolvers: [AlertResolver, MachineResolver, HuntResolver], validate: false });
}
