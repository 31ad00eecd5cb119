/** What schedules of a plan start: its `schedule` backups, `drill.schedule` drills. */
export const startKinds = ['backup', 'drill'] as const;
export type StartKind = (typeof startKinds)[number];
