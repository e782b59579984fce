import { batchLoader } from '../../context.ts';
import { batchList, batchGet } from '../../rest/batch/load-each.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { User } from './users.type.ts';

/** The page was withdrawn, and no successor is named; it lists no delegated permission. */
export const getUserOperation = operation({
  id: 'getUser',
  rowType: 'User',
  method: 'GET',
  path: '/api/users/{id}',
  permissions: { application: ['User.Read.All'], delegated: [] },
  limit: { perMinute: null, perHour: null },
  source: 'get-user-information.md',
});

export const getAlertUserOperation = operation({
  id: 'getAlertUser',
  rowType: 'User',
  method: 'GET',
  path: '/api/alerts/{id}/user',
  permissions: { application: ['User.Read.All'], delegated: ['User.Read.All'] },
  limit: DEFAULT_LIMIT,
  source: 'get-alert-related-user-info.md',
});

export const listMachineLogonUsersOperation = operation({
  id: 'listMachineLogonUsers',
  rowType: 'User',
  method: 'GET',
  path: '/api/machines/{id}/logonusers',
  permissions: { application: ['User.Read.All'], delegated: ['User.Read.All'] },
  limit: DEFAULT_LIMIT,
  source: 'get-machine-log-on-users.md',
  paging: 'none',
});

/** The name that paths take: entities call a user `domain\\user`, paths take the bare name (user.md). */
export function accountName(userId: string): string {
  return userId.slice(userId.lastIndexOf('\\') + 1);
}

/** Whether a row is of the account that was asked for: paths have no domain, so another domain's account may answer. */
function isAccount({ accountDomain }: User, userId: string): boolean {
  const domain = userId.includes('\\') ? userId.slice(0, userId.lastIndexOf('\\')) : null;
  return domain === null || accountDomain == null || accountDomain.toLowerCase() === domain.toLowerCase();
}

/** By `domain\\name` or the bare name; null where the account of this name is one of another domain. */
export const userLoader = batchLoader<User | null>(async (rest, userIds) => {
  const users = await batchGet<User>(getUserOperation)(rest, userIds.map(accountName));
  return users.map((user, index) =>
    user === null || user instanceof Error || isAccount(user, userIds[index] ?? '') ? user : null,
  );
});

/** 404 also means that no user is connected with the alert. */
export const alertUserLoader = batchLoader(batchGet<User>(getAlertUserOperation));

export const logonUsersLoader = batchLoader(batchList<User>(listMachineLogonUsersOperation));

/** The fields of a user that its account tells, given as `domain\\name` or as the bare name. */
export function fieldsByName(account: string): string[] {
  const always = ['accountName', 'alerts', 'machines'];
  return account.includes('\\') ? [...always, 'id', 'userId', 'accountDomain'] : always;
}

/** A user of whom nothing else is asked. No call: that there is one is for `alerts` and `machines` to tell. */
export function userByName(account: string): User {
  const accountDomain = account.includes('\\') ? account.slice(0, account.lastIndexOf('\\')) : null;
  return { id: account, accountName: accountName(account), accountDomain } as User;
}
