/** A caller for tests of the client: one application of one tenant, whose token a caller has verified. */
export const ACCOUNT = {
  applicationId: 'an-application',
  tenantId: 'a-tenant',
  principal: 'a-caller',
  verified: true,
} as const;
