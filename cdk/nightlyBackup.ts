import type { Construct } from 'constructs';
import { Backup, type BackupProps } from './backup.ts';
import { Schedule } from './schedule.ts';

export interface NightlyBackupProps extends Omit<BackupProps, 'schedule'> {
  /** When it starts. Default: `01:00`. */
  readonly at?: string;
  /** The time zone of that, as the IANA database names it. Default: `UTC`. */
  readonly timeZone?: string;
}

/** A database that is backed up every night. */
export class NightlyBackup extends Backup {
  constructor(scope: Construct, id: string, { at = '01:00', timeZone, ...props }: NightlyBackupProps) {
    super(scope, id, { ...props, schedule: Schedule.daily({ at, timeZone }) });
  }
}
