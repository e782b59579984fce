import { enumGrouping, summaryOf, textGrouping, type Groupings } from '../../../graphql/connection/summary.ts';
import { DeviceValue, ExposureLevel, HealthStatus, OnboardingStatus, RiskScore } from '../machines.type.ts';

export const MACHINE_GROUPINGS: Groupings = {
  RISK_SCORE: { ...enumGrouping('riskScore', RiskScore), description: 'By risk rating.' },
  HEALTH_STATUS: { ...enumGrouping('healthStatus', HealthStatus), description: 'By the state of the sensor.' },
  EXPOSURE_LEVEL: { ...enumGrouping('exposureLevel', ExposureLevel), description: 'By exposure rating.' },
  DEVICE_VALUE: {
    ...enumGrouping('deviceValue', DeviceValue),
    description: 'By importance, as the tenant has set it.',
  },
  ONBOARDING_STATUS: {
    ...enumGrouping('onboardingStatus', OnboardingStatus),
    description: 'By whether they are onboarded.',
  },
  OS_PLATFORM: { ...textGrouping('osPlatform'), description: 'By operating system, in the vendor’s words.' },
  RBAC_GROUP_NAME: { ...textGrouping('rbacGroupName'), description: 'By device group; null where there is none.' },
};

export const { Summary: MachineSummary, by: MachineGrouping } = summaryOf('Machine', MACHINE_GROUPINGS);
