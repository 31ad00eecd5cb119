import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { DataPgstowHealth, type DataPgstowHealthConfig } from './bindings/index.ts';

/** All that the data source can have; without a `plan` all plans are looked at. */
export type HealthCheckProps = DataPgstowHealthConfig;

/** Whether the newest sets are as new as they must be. Every `terraform plan` and `apply` warns where they are not. */
export class HealthCheck extends Construct {
  readonly health: DataPgstowHealth;

  constructor(scope: Construct, id: string, props: HealthCheckProps = {}) {
    super(scope, id);
    this.health = new DataPgstowHealth(this, 'health', props);
    const { fqn, friendlyUniqueId } = this.health;
    const assertion = {
      condition: `\${${fqn}.healthy}`,
      error_message: `A backup is late: \${jsonencode(${fqn}.plans)}`,
    };
    // the library knows no check blocks
    TerraformStack.of(this).addOverride(`check.${friendlyUniqueId}`, { assert: [assertion] });
  }
}
