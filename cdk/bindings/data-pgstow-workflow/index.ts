// https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/workflow
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataPgstowWorkflowConfig extends cdktf.TerraformMetaArguments {
  /**
  * `github` or `kubernetes`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/workflow#kind DataPgstowWorkflow#kind}
  */
  readonly kind: string;
  /**
  * Plans' ids, or their names where only one has it. Default: all that have a schedule.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/workflow#plans DataPgstowWorkflow#plans}
  */
  readonly plans?: string[];
}

/**
* Represents a {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/workflow pgstow_workflow}
*/
export class DataPgstowWorkflow extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pgstow_workflow";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a DataPgstowWorkflow resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataPgstowWorkflow to import
  * @param importFromId The id of the existing DataPgstowWorkflow that should be imported. Refer to the {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/workflow#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataPgstowWorkflow to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "pgstow_workflow", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/workflow pgstow_workflow} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataPgstowWorkflowConfig
  */
  public constructor(scope: Construct, id: string, config: DataPgstowWorkflowConfig) {
    super(scope, id, {
      terraformResourceType: 'pgstow_workflow',
      terraformGeneratorMetadata: {
        providerName: 'pgstow',
        providerVersion: '0.1.0',
        providerVersionConstraint: '~> 0.1'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._kind = config.kind;
    this._plans = config.plans;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // kind - computed: false, optional: false, required: true
  private _kind?: string; 
  public get kind() {
    return this.getStringAttribute('kind');
  }
  public set kind(value: string) {
    this._kind = value;
  }
  // Temporarily expose input value. Use with caution.
  public get kindInput() {
    return this._kind;
  }

  // plans - computed: false, optional: true, required: false
  private _plans?: string[]; 
  public get plans() {
    return this.getListAttribute('plans');
  }
  public set plans(value: string[]) {
    this._plans = value;
  }
  public resetPlans() {
    this._plans = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get plansInput() {
    return this._plans;
  }

  // text - computed: true, optional: false, required: false
  public get text() {
    return this.getStringAttribute('text');
  }

  // warnings - computed: true, optional: false, required: false
  public get warnings() {
    return this.getListAttribute('warnings');
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      kind: cdktf.stringToTerraform(this._kind),
      plans: cdktf.listMapper(cdktf.stringToTerraform, false)(this._plans),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      kind: {
        value: cdktf.stringToHclTerraform(this._kind),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      plans: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._plans),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
