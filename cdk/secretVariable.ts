import { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';

/** A variable of Terraform that is kept in no state and no plan file: for what is write-only, such as `source.passwordWo`. */
export class SecretVariable extends TerraformVariable {
  constructor(scope: Construct, id: string, description?: string) {
    super(scope, id, { type: 'string', sensitive: true, ...(description === undefined ? {} : { description }) });
    this.addOverride('ephemeral', true); // the library knows no such thing
  }
}
