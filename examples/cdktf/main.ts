// Plans in TypeScript. It writes cdktf.out/stacks/backups/cdk.tf.json, which Terraform applies:
//
//   npm install "$(npm pack ../.. --silent)" && node main.ts       or npm install, where pgstow is in a registry
//   export PGSTOW_PASSPHRASE='...'
//   terraform -chdir=cdktf.out/stacks/backups init && terraform -chdir=cdktf.out/stacks/backups apply
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  Backup,
  days,
  HealthCheck,
  NightlyBackup,
  PgstowProvider,
  Repository,
  Retention,
  Schedule,
  SecretVariable,
} from 'pgstow/cdktf';

class Backups extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const url = process.env.REPOSITORY ?? '/var/backups/pgstow';
    new PgstowProvider(this, 'pgstow', { repository: url });
    const repository = new Repository(this, 'repository', { url });

    const password = new SecretVariable(this, 'password');
    const server = { host: process.env.PGHOST ?? 'localhost', port: Number(process.env.PGPORT ?? 5432) };
    const source = { ...server, user: 'postgres', passwordWo: password.value, passwordWoVersion: 1 };

    const orders = new NightlyBackup(this, 'orders', {
      source: { ...source, database: 'postgres' },
      timeZone: 'Europe/Berlin',
      keep: days(30),
      objects: { exclude: ['*.tmp_*'] },
      dependsOn: [repository],
    });
    const billing = new Backup(this, 'billing', {
      source: { ...source, database: 'template1' },
      schedule: Schedule.weekly({ on: ['mon', 'wed', 'fri'], at: ['06:00', '18:00'] }),
      keep: Retention.gfs({ daily: 7, weekly: 5, monthly: 12 }),
      dependsOn: [repository],
    });
    new HealthCheck(this, 'fresh', { dependsOn: [orders.plan, billing.plan] });
    new TerraformOutput(this, 'backup', { value: `pgstow backup ${orders.planId} ${billing.planId}` });
  }
}

const app = new App();
new Backups(app, 'backups');
app.synth();
