// https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_range
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataPgstowRestoreRangeConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the plan, or its name where only one has it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_range#plan DataPgstowRestoreRange#plan}
  */
  readonly plan: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_range pgstow_restore_range}
*/
export class DataPgstowRestoreRange extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pgstow_restore_range";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a DataPgstowRestoreRange resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataPgstowRestoreRange to import
  * @param importFromId The id of the existing DataPgstowRestoreRange that should be imported. Refer to the {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_range#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataPgstowRestoreRange to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "pgstow_restore_range", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_range pgstow_restore_range} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataPgstowRestoreRangeConfig
  */
  public constructor(scope: Construct, id: string, config: DataPgstowRestoreRangeConfig) {
    super(scope, id, {
      terraformResourceType: 'pgstow_restore_range',
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
    this._plan = config.plan;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // earliest - computed: true, optional: false, required: false
  public get earliest() {
    return this.getStringAttribute('earliest');
  }

  // latest - computed: true, optional: false, required: false
  public get latest() {
    return this.getStringAttribute('latest');
  }

  // plan - computed: false, optional: false, required: true
  private _plan?: string; 
  public get plan() {
    return this.getStringAttribute('plan');
  }
  public set plan(value: string) {
    this._plan = value;
  }
  // Temporarily expose input value. Use with caution.
  public get planInput() {
    return this._plan;
  }

  // sets - computed: true, optional: false, required: false
  public get sets() {
    return this.getNumberAttribute('sets');
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      plan: cdktf.stringToTerraform(this._plan),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      plan: {
        value: cdktf.stringToHclTerraform(this._plan),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
