import { batchLoader } from '../../context.ts';
import { batchList, batchGet } from '../../rest/batch/load-each.ts';
import { operation, DEFAULT_LIMIT } from '../../rest/operation.ts';
import type { User } from './users.type.ts';

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

/** Entities call a user `domain\\user`, paths take the bare name (user.md). */
function accountName(userId: string): string {
  return userId.slice(userId.lastIndexOf('\\') + 1);
}

export const userLoader = batchLoader((rest, userIds) =>
  batchGet<User>(getUserOperation)(rest, userIds.map(accountName)),
);

/** 404 also means that no user is connected with the alert. */
export const alertUserLoader = batchLoader(batchGet<User>(getAlertUserOperation));

export const logonUsersLoader = batchLoader(batchList<User>(listMachineLogonUsersOperation));
