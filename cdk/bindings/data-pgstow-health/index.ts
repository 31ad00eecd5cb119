// https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/health
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataPgstowHealthConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of a plan, or its name where only one has it. Default: all plans.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/health#plan DataPgstowHealth#plan}
  */
  readonly plan?: string;
}
export interface DataPgstowHealthPlansCopies {
}

export function dataPgstowHealthPlansCopiesToTerraform(struct?: DataPgstowHealthPlansCopies): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowHealthPlansCopiesToHclTerraform(struct?: DataPgstowHealthPlansCopies): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowHealthPlansCopiesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): DataPgstowHealthPlansCopies | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowHealthPlansCopies | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // age_seconds - computed: true, optional: false, required: false
  public get ageSeconds() {
    return this.getNumberAttribute('age_seconds');
  }

  // failure - computed: true, optional: false, required: false
  public get failure() {
    return this.getStringAttribute('failure');
  }

  // health - computed: true, optional: false, required: false
  public get health() {
    return this.getStringAttribute('health');
  }

  // newest_set - computed: true, optional: false, required: false
  public get newestSet() {
    return this.getStringAttribute('newest_set');
  }

  // repository - computed: true, optional: false, required: false
  public get repository() {
    return this.getStringAttribute('repository');
  }

  // snapshot_at - computed: true, optional: false, required: false
  public get snapshotAt() {
    return this.getStringAttribute('snapshot_at');
  }
}

export class DataPgstowHealthPlansCopiesList extends cdktf.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): DataPgstowHealthPlansCopiesOutputReference {
    return new DataPgstowHealthPlansCopiesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataPgstowHealthPlans {
}

export function dataPgstowHealthPlansToTerraform(struct?: DataPgstowHealthPlans): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowHealthPlansToHclTerraform(struct?: DataPgstowHealthPlans): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowHealthPlansOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): DataPgstowHealthPlans | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowHealthPlans | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // age_seconds - computed: true, optional: false, required: false
  public get ageSeconds() {
    return this.getNumberAttribute('age_seconds');
  }

  // archived_in - computed: true, optional: false, required: false
  public get archivedIn() {
    return this.getListAttribute('archived_in');
  }

  // archived_sets - computed: true, optional: false, required: false
  public get archivedSets() {
    return this.getNumberAttribute('archived_sets');
  }

  // copies - computed: true, optional: false, required: false
  private _copies = new DataPgstowHealthPlansCopiesList(this, "copies", false);
  public get copies() {
    return this._copies;
  }

  // drill_late - computed: true, optional: false, required: false
  public get drillLate() {
    return this.getBooleanAttribute('drill_late');
  }

  // drilled_at - computed: true, optional: false, required: false
  public get drilledAt() {
    return this.getStringAttribute('drilled_at');
  }

  // health - computed: true, optional: false, required: false
  public get health() {
    return this.getStringAttribute('health');
  }

  // lock - computed: true, optional: false, required: false
  public get lock() {
    return this.getStringAttribute('lock');
  }

  // locked_until - computed: true, optional: false, required: false
  public get lockedUntil() {
    return this.getStringAttribute('locked_until');
  }

  // max_age - computed: true, optional: false, required: false
  public get maxAge() {
    return this.getStringAttribute('max_age');
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // newest_set - computed: true, optional: false, required: false
  public get newestSet() {
    return this.getStringAttribute('newest_set');
  }

  // plan - computed: true, optional: false, required: false
  public get plan() {
    return this.getStringAttribute('plan');
  }

  // readable_age_seconds - computed: true, optional: false, required: false
  public get readableAgeSeconds() {
    return this.getNumberAttribute('readable_age_seconds');
  }

  // readable_set - computed: true, optional: false, required: false
  public get readableSet() {
    return this.getStringAttribute('readable_set');
  }

  // reason - computed: true, optional: false, required: false
  public get reason() {
    return this.getStringAttribute('reason');
  }

  // recovery_seconds - computed: true, optional: false, required: false
  public get recoverySeconds() {
    return this.getNumberAttribute('recovery_seconds');
  }

  // remedy - computed: true, optional: false, required: false
  public get remedy() {
    return this.getStringAttribute('remedy');
  }

  // snapshot_at - computed: true, optional: false, required: false
  public get snapshotAt() {
    return this.getStringAttribute('snapshot_at');
  }

  // verified_at - computed: true, optional: false, required: false
  public get verifiedAt() {
    return this.getStringAttribute('verified_at');
  }
}

export class DataPgstowHealthPlansList extends cdktf.ComplexList {

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): DataPgstowHealthPlansOutputReference {
    return new DataPgstowHealthPlansOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/health pgstow_health}
*/
export class DataPgstowHealth extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pgstow_health";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a DataPgstowHealth resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataPgstowHealth to import
  * @param importFromId The id of the existing DataPgstowHealth that should be imported. Refer to the {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/health#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataPgstowHealth to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "pgstow_health", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/health pgstow_health} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataPgstowHealthConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataPgstowHealthConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'pgstow_health',
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

  // archiving_since - computed: true, optional: false, required: false
  public get archivingSince() {
    return this.getStringAttribute('archiving_since');
  }

  // healthy - computed: true, optional: false, required: false
  public get healthy() {
    return this.getBooleanAttribute('healthy');
  }

  // plan - computed: false, optional: true, required: false
  private _plan?: string; 
  public get plan() {
    return this.getStringAttribute('plan');
  }
  public set plan(value: string) {
    this._plan = value;
  }
  public resetPlan() {
    this._plan = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get planInput() {
    return this._plan;
  }

  // plans - computed: true, optional: false, required: false
  private _plans = new DataPgstowHealthPlansList(this, "plans", false);
  public get plans() {
    return this._plans;
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
