import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { Service } from 'kubernetes-models/v1/Service';
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import { chartValues, renderChart, type Manifest } from '../support/deploy/render-chart.ts';

type Model = new (data: never) => { validate(): void };

const MODELS: Readonly<Record<string, Model>> = {
  Deployment,
  HorizontalPodAutoscaler,
  NetworkPolicy,
  PodDisruptionBudget,
  Service,
  ServiceAccount,
};
/** Has no schema here: it is not of Kubernetes itself. */
const OF_OTHERS = ['ServiceMonitor'];

function validate(manifest: Manifest): void {
  const Made = MODELS[manifest.kind];
  if (Made === undefined) throw new Error(`There is no schema of ${manifest.kind}.`);
  new Made(manifest as never).validate();
}

const all = renderChart({ ...chartValues(), serviceMonitor: { enabled: true } });
const deployment = all.find(({ kind }) => kind === 'Deployment');

interface Pod {
  terminationGracePeriodSeconds: number;
  securityContext: Record<string, unknown>;
  containers: {
    env: { name: string; value: string }[];
    securityContext: Record<string, unknown>;
    volumeMounts: { mountPath: string }[];
    [probe: `${string}Probe`]: { httpGet: { path: string } };
  }[];
}

describe('the chart', () => {
  test('makes each of its objects, and those that are switched off not', () => {
    const kinds = [...Object.keys(MODELS), ...OF_OTHERS].sort();
    expect(all.map(({ kind }) => kind).sort()).toEqual(kinds);
    const off = { enabled: false };
    const few = renderChart({ ...chartValues(), autoscaling: off, networkPolicy: off, serviceMonitor: off });
    expect(few.map(({ kind }) => kind).sort()).toEqual([
      'Deployment',
      'PodDisruptionBudget',
      'Service',
      'ServiceAccount',
    ]);
    expect(few[0]?.spec).toHaveProperty('replicas', 2);
    expect(deployment?.spec).not.toHaveProperty('replicas');
  });

  test.each(all.filter(({ kind }) => !OF_OTHERS.includes(kind)).map((manifest) => [manifest.kind, manifest] as const))(
    'makes a %s that Kubernetes’ schema takes',
    (_, manifest) => {
      expect(() => validate(manifest)).not.toThrow();
    },
  );

  test('would be found out: the schemas refuse what is wrong', () => {
    const wrong = structuredClone(deployment) as Manifest;
    (wrong.spec as { minReadySeconds: unknown }).minReadySeconds = 'five';
    expect(() => validate(wrong)).toThrow();
  });

  test('runs the gateway without rights, with probes, and lets it end', () => {
    const { template } = deployment?.spec as unknown as { template: { spec: Pod } };
    const [gateway] = template.spec.containers;
    expect(template.spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(gateway?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    // 5 s of notice and 25 s for what is in flight.
    expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThan(30);
    expect(gateway?.startupProbe?.httpGet.path).toBe('/health/live');
    expect(gateway?.livenessProbe?.httpGet.path).toBe('/health/live');
    expect(gateway?.readinessProbe?.httpGet.path).toBe('/health/ready');
    const files = gateway?.env.filter(({ value }) => value.startsWith('/run/secrets/')).map(({ name }) => name);
    expect(files?.length).toBeGreaterThan(3);
    expect(files?.every((name) => name.endsWith('_FILE'))).toBe(true);
  });
});
