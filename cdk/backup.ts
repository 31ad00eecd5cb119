import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { BackupPlan, type BackupPlanConfig, type BackupPlanRetention } from './bindings/index.ts';

/** All that a plan can have; `id` is that of the construct where it is not given. */
export interface BackupProps extends Omit<BackupPlanConfig, 'retention'> {
  /** How long sets stay: `days(30)`, `Retention.gfs(...)`. Default: all stay. */
  readonly keep?: BackupPlanRetention;
}

/** A database that is backed up: a plan, named like the construct. */
export class Backup extends Construct {
  readonly plan: BackupPlan;

  constructor(scope: Construct, id: string, { keep, ...props }: BackupProps) {
    super(scope, id);
    refuseSecretText(id, props);
    this.plan = new BackupPlan(this, 'plan', { id, ...props, ...(keep === undefined ? {} : { retention: keep }) });
  }

  /** What every command calls the plan. */
  get planId(): string {
    return this.plan.id;
  }
}

/** What is synthesized is a file: text that is a secret must not stand in it. */
function refuseSecretText(id: string, { source }: BackupProps): void {
  const { passwordWo } = source;
  if (passwordWo === undefined || Token.isUnresolved(passwordWo)) return;
  throw new Error(
    `${id}: source.passwordWo is given as text, which would stand in the synthesized file. Give a variable: new SecretVariable(this, "password").value; or name where the password is: password: { env: "NAME" }`,
  );
}
