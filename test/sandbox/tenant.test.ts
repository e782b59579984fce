import { generateTenant } from '../../src/sandbox/tenant/tenant.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const PLAN = { seed: 7, machines: 500, alerts: 5_000, now: NOW };
const SEVEN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{7}Z$/;

const started = performance.now();
const tenant = generateTenant(PLAN);
const took = performance.now() - started;

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) yield* strings(member);
}

describe('the generated tenant', () => {
  test('has its counts and is made quickly', () => {
    expect(tenant.machines).toHaveLength(500);
    expect(tenant.alerts).toHaveLength(5_000);
    // Measured well below one second; the bound only catches a disaster on a busy machine.
    expect(took).toBeLessThan(60_000);
  });

  test('is the same for the same seed and moment, and another for another seed', () => {
    const small = { ...PLAN, machines: 20, alerts: 40 };
    expect(generateTenant(small)).toEqual(generateTenant(small));
    expect(generateTenant({ ...small, seed: 8 }).alerts[0]?.id).not.toBe(generateTenant(small).alerts[0]?.id);
  });

  test('writes every date-time with seven fraction digits in UTC, within sensible bounds', () => {
    const times = [...strings(tenant)].filter((text) => /^\d{4}-\d\d-\d\dT/.test(text));
    expect(times.length).toBeGreaterThan(10_000);
    expect(times.filter((text) => !SEVEN.test(text))).toEqual([]);
    expect(new Set(times.map((text) => text.slice(-3, -1))).size).toBeGreaterThan(90);
    const future = tenant.alerts.filter((alert) => Date.parse(alert.lastUpdateTime) > NOW + 1);
    expect(future).toEqual([]);
  });

  test('spreads its alerts over 90 days, newest first, several of the same moment', () => {
    const times = tenant.alerts.map((alert) => alert.alertCreationTime);
    expect(times).toEqual([...times].sort().reverse());
    const age = (time: string | undefined) => (NOW - Date.parse(time ?? '')) / 86_400_000;
    expect(age(times[0])).toBeLessThan(1);
    expect(age(times.at(-1))).toBeGreaterThan(88);
    expect(age(times.at(-1))).toBeLessThan(90);
    expect(new Set(times).size).toBeLessThan(times.length - 100);
  });

  test('has unique ids of the vendor’s looks', () => {
    for (const rows of [tenant.machines, tenant.alerts, tenant.actions, tenant.investigations, tenant.indicators]) {
      expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    }
    expect(tenant.machines.every((row) => /^[0-9a-f]{40}$/.test(row.id))).toBe(true);
    expect(tenant.alerts.every((row) => /^da\d{18}_-?\d+$/.test(row.id))).toBe(true);
    expect(tenant.actions.every((row) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(row.id))).toBe(true);
    expect(tenant.investigations.every((row) => /^\d+$/.test(row.id))).toBe(true);
  });

  test('links everything, but for the devices that have been retired', () => {
    const machines = new Set(tenant.machines.map((row) => row.id));
    const retired = new Set(tenant.retiredMachineIds);
    const alerts = new Set(tenant.alerts.map((row) => row.id));
    const investigations = new Set(tenant.investigations.map((row) => Number(row.id)));
    const orphans = tenant.alerts.filter((row) => !machines.has(row.machineId));
    expect(orphans.length).toBeGreaterThan(0);
    expect(orphans.length).toBeLessThan(50);
    expect(orphans.every((row) => retired.has(row.machineId))).toBe(true);
    expect([...retired].some((id) => machines.has(id))).toBe(false);
    for (const row of tenant.alerts) {
      if (row.investigationId !== null) expect(investigations.has(row.investigationId)).toBe(true);
    }
    expect(tenant.investigations.every((row) => alerts.has(row.triggeringAlertId))).toBe(true);
    expect(tenant.actions.every((row) => machines.has(row.machineId))).toBe(true);
    expect(tenant.logons.every((row) => machines.has(row.machineId))).toBe(true);
    expect(tenant.machineVulnerabilities.every((row) => machines.has(row.machineId))).toBe(true);
    const users = new Set(tenant.users.map((row) => row.id));
    const related = tenant.alerts.flatMap(({ relatedUser: user }) =>
      user ? [`${user.domainName}\\${user.userName}`] : [],
    );
    expect(related.every((id) => users.has(id))).toBe(true);
    const files = new Set(tenant.files.map((row) => row.sha1));
    const hashes = tenant.alerts.flatMap((row) => row.evidence.flatMap((item) => item.sha1 ?? []));
    expect(hashes.every((hash) => files.has(hash))).toBe(true);
  });

  test('counts what it says it counts', () => {
    for (const cve of tenant.vulnerabilities) {
      const exposed = tenant.machineVulnerabilities.filter((row) => row.cveId === cve.id);
      expect(exposed).toHaveLength(cve.exposedMachines);
    }
    for (const user of tenant.users) {
      expect(tenant.logons.filter((row) => row.userId === user.id)).toHaveLength(user.logOnMachinesCount);
    }
  });

  test('has the awkward rows that the real service has', () => {
    expect(tenant.machines.some((row) => row.computerDnsName === '')).toBe(true);
    expect(tenant.machines.some((row) => row.riskScore === null)).toBe(true);
    expect(tenant.machines.some((row) => row.onboardingStatus === 'onboarded')).toBe(true);
    expect(tenant.machines.every((row) => typeof row.rbacGroupId === 'number')).toBe(true);
    expect(tenant.alerts.some((row) => row.investigationId === null && row.assignedTo === null)).toBe(true);
    for (const spelling of ['Clean', 'NotMalicious', 'ConfirmedUserActivity', 'ConfirmedActivity']) {
      expect(tenant.alerts.some((row) => row.determination === spelling)).toBe(true);
    }
    for (const piece of ["O'Neill", '登录异常', 'contoso\\secrets', '"']) {
      expect(tenant.alerts.some((row) => row.title.includes(piece))).toBe(true);
    }
  });
});
