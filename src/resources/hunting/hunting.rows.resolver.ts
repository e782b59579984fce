import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../context.ts';
import { Upstream } from '../../graphql/schema/upstream-directive.ts';
import { alertLoader, getAlertOperation } from '../alerts/alerts.api.ts';
import { Alert } from '../alerts/alerts.type.ts';
import { fileLoader, getFileOperation } from '../files/files.api.ts';
import { File } from '../files/files.type.ts';
import { getMachineOperation, machineLoader } from '../machines/machines.api.ts';
import { Machine } from '../machines/machines.type.ts';
import { getUserOperation, userLoader } from '../users/users.api.ts';
import { User } from '../users/users.type.ts';
import { HuntingRow } from './hunting.type.ts';

/** The first of the columns that has text in this row. */
function textIn({ values }: HuntingRow, ...columns: string[]): string | null {
  const texts = columns.map((column) => values[column]);
  return texts.find((value): value is string => typeof value === 'string' && value !== '') ?? null;
}

/** What the columns of a row name, found through the loaders that all other fields use. */
@Resolver(() => HuntingRow)
export class HuntingRowResolver {
  @FieldResolver(() => Machine, { nullable: true, description: 'The device that the row’s DeviceId names.' })
  @Upstream('hundred', getMachineOperation)
  machine(@Root() row: HuntingRow, @Ctx() context: Context): Promise<Machine | null> | null {
    const id = textIn(row, 'DeviceId');
    return id === null ? null : machineLoader(context).load(id);
  }

  @FieldResolver(() => Alert, { nullable: true, description: 'The alert that the row’s AlertId names.' })
  @Upstream('hundred', getAlertOperation)
  alert(@Root() row: HuntingRow, @Ctx() context: Context): Promise<Alert | null> | null {
    const id = textIn(row, 'AlertId');
    return id === null ? null : alertLoader(context).load(id);
  }

  @FieldResolver(() => File, { nullable: true, description: 'The file that the row’s SHA1, or else SHA256, names.' })
  @Upstream('object', getFileOperation)
  file(@Root() row: HuntingRow, @Ctx() context: Context): Promise<File | null> | null {
    const hash = textIn(row, 'SHA1', 'SHA256');
    return hash === null ? null : fileLoader(context).load(hash);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description: 'The user that the row’s AccountName names; the API finds users by that name alone.',
  })
  @Upstream('object', getUserOperation)
  user(@Root() row: HuntingRow, @Ctx() context: Context): Promise<User | null> | null {
    const name = textIn(row, 'AccountName');
    return name === null ? null : userLoader(context).load(name);
  }
}
