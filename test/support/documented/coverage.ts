/** Documented operations that the graph does not call, each with the reason. */
export const NOT_CALLED: Readonly<Record<string, string>> = {
  getAlertMachine:
    '`Alert.machine` reads the device by the alert’s machineId: one call per hundred alerts, not one each.',
  findMachineInfoByIp:
    'Superseded by `findMachinesByIp`: an older form of the same search, whose example calls a host that is gone.',
  updateMachine:
    'The tag and device value operations change the same. Its page contradicts itself on whether tags that are left out are removed.',
  exportDeviceAvHealthFiles: 'The same method and path as `exportInfoGatheringFiles`, described on a second page.',
};

/** Documented operations that are called by something other than a field of the graph: what calls them. */
export const CALLED_ELSEWHERE: Readonly<Record<string, string>> = {
  runAdvancedHunting: '`Query.hunt` and all else that hunts, where `HUNTING_BACKEND=xdr`',
};
