// https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataPgstowRestorePrecheckConfig extends cdktf.TerraformMetaArguments {
  /**
  * False leaves out all privileges. Default: true.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#acl DataPgstowRestorePrecheck#acl}
  */
  readonly acl?: boolean | cdktf.IResolvable;
  /**
  * What to do with tables and sequences that are there already: `rename` (the default: they are restored beside those, under the names of `rename_format`), `fail` (nothing is restored), `skip`, `replace` (built aside, and swapped in at once) or `append`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#conflict DataPgstowRestorePrecheck#conflict}
  */
  readonly conflict?: string;
  /**
  * Create the database first, with the source's encoding and locale; one that is there already is a conflict then. Default: false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#create_database DataPgstowRestorePrecheck#create_database}
  */
  readonly createDatabase?: boolean | cdktf.IResolvable;
  /**
  * Restore into this schema, which is created where it is not there.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#into_schema DataPgstowRestorePrecheck#into_schema}
  */
  readonly intoSchema?: string;
  /**
  * Connections that load and build at once, from 1 to 64. Default: 4.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#jobs DataPgstowRestorePrecheck#jobs}
  */
  readonly jobs?: number;
  /**
  * True lets renamed tables keep foreign keys to tables that are not restored along: those then keep rows from being deleted there, or lose their own with them. Default: false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#keep_foreign_keys DataPgstowRestorePrecheck#keep_foreign_keys}
  */
  readonly keepForeignKeys?: boolean | cdktf.IResolvable;
  /**
  * Roles of the target in the place of those of the set: `{ app = "app_test" }`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#map_role DataPgstowRestorePrecheck#map_role}
  */
  readonly mapRole?: { [key: string]: string };
  /**
  * Schemas of the target in the place of those of the set: `{ public = "public_before" }`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#map_schema DataPgstowRestorePrecheck#map_schema}
  */
  readonly mapSchema?: { [key: string]: string };
  /**
  * False leaves every object to the role that restores. Default: true.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#owner DataPgstowRestorePrecheck#owner}
  */
  readonly owner?: boolean | cdktf.IResolvable;
  /**
  * Id of the plan whose set is restored, or its name where only one has it; a deleted plan's id too.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#plan DataPgstowRestorePrecheck#plan}
  */
  readonly plan: string;
  /**
  * Read what was loaded back, and compare it with the set's counts and hashes. Default: true.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#proof DataPgstowRestorePrecheck#proof}
  */
  readonly proof?: boolean | cdktf.IResolvable;
  /**
  * The name of what is restored beside something: `{name}` is the name in the set, `{task}` tells the restore, `{timestamp}` when it began. Cut to 63 bytes. Default: `{name}_dbs_{task}_{timestamp}`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#rename_format DataPgstowRestorePrecheck#rename_format}
  */
  readonly renameFormat?: string;
  /**
  * Only these schemas; `*` stands for any characters, `?` for one.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#schemas DataPgstowRestorePrecheck#schemas}
  */
  readonly schemas?: string[];
  /**
  * Id of the set. Default: the newest, or the newest at `to`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#set DataPgstowRestorePrecheck#set}
  */
  readonly set?: string;
  /**
  * Only these tables, as patterns `schema.table`. With neither tables nor schemas the whole set is restored.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#tables DataPgstowRestorePrecheck#tables}
  */
  readonly tables?: string[];
  /**
  * The database that is restored into.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#target DataPgstowRestorePrecheck#target}
  */
  readonly target: DataPgstowRestorePrecheckTarget;
  /**
  * How many days it stays readable, from 1 to 365. Default: 7.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#thaw_days DataPgstowRestorePrecheck#thaw_days}
  */
  readonly thawDays?: number;
  /**
  * How fast what is archived is thawed, and at what price: `Expedited`, `Standard` (the default) or `Bulk`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#thaw_tier DataPgstowRestorePrecheck#thaw_tier}
  */
  readonly thawTier?: string;
  /**
  * The instant to go back to, in RFC 3339, such as `2026-11-22T21:30:00Z`: the newest set at or before it is restored. In place of `set`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#to DataPgstowRestorePrecheck#to}
  */
  readonly to?: string;
  /**
  * Where something of the set is archived, wait until it is thawed, which takes hours. Otherwise it is asked for, and the apply fails: one that comes later finds it thawed. Default: false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#wait_for_thaw DataPgstowRestorePrecheck#wait_for_thaw}
  */
  readonly waitForThaw?: boolean | cdktf.IResolvable;
}
export interface DataPgstowRestorePrecheckChecks {
}

export function dataPgstowRestorePrecheckChecksToTerraform(struct?: DataPgstowRestorePrecheckChecks): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowRestorePrecheckChecksToHclTerraform(struct?: DataPgstowRestorePrecheckChecks): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowRestorePrecheckChecksOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): DataPgstowRestorePrecheckChecks | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckChecks | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // message - computed: true, optional: false, required: false
  public get message() {
    return this.getStringAttribute('message');
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // remedy - computed: true, optional: false, required: false
  public get remedy() {
    return this.getStringAttribute('remedy');
  }

  // status - computed: true, optional: false, required: false
  public get status() {
    return this.getStringAttribute('status');
  }
}

export class DataPgstowRestorePrecheckChecksList extends cdktf.ComplexList {

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
  public get(index: number): DataPgstowRestorePrecheckChecksOutputReference {
    return new DataPgstowRestorePrecheckChecksOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataPgstowRestorePrecheckTargetBastionKnownHosts {
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#env DataPgstowRestorePrecheck#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#file DataPgstowRestorePrecheck#file}
  */
  readonly file?: string;
}

export function dataPgstowRestorePrecheckTargetBastionKnownHostsToTerraform(struct?: DataPgstowRestorePrecheckTargetBastionKnownHosts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
  }
}


export function dataPgstowRestorePrecheckTargetBastionKnownHostsToHclTerraform(struct?: DataPgstowRestorePrecheckTargetBastionKnownHosts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    env: {
      value: cdktf.stringToHclTerraform(struct!.env),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    file: {
      value: cdktf.stringToHclTerraform(struct!.file),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetBastionKnownHostsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetBastionKnownHosts | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._env !== undefined) {
      hasAnyValues = true;
      internalValueResult.env = this._env;
    }
    if (this._file !== undefined) {
      hasAnyValues = true;
      internalValueResult.file = this._file;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetBastionKnownHosts | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._env = undefined;
      this._file = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._env = value.env;
      this._file = value.file;
    }
  }

  // env - computed: false, optional: true, required: false
  private _env?: string; 
  public get env() {
    return this.getStringAttribute('env');
  }
  public set env(value: string) {
    this._env = value;
  }
  public resetEnv() {
    this._env = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get envInput() {
    return this._env;
  }

  // file - computed: false, optional: true, required: false
  private _file?: string; 
  public get file() {
    return this.getStringAttribute('file');
  }
  public set file(value: string) {
    this._file = value;
  }
  public resetFile() {
    this._file = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get fileInput() {
    return this._file;
  }
}
export interface DataPgstowRestorePrecheckTargetBastionPassphrase {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#aws_secret DataPgstowRestorePrecheck#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#env DataPgstowRestorePrecheck#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#file DataPgstowRestorePrecheck#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#key DataPgstowRestorePrecheck#key}
  */
  readonly key?: string;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#region DataPgstowRestorePrecheck#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#ssm_parameter DataPgstowRestorePrecheck#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function dataPgstowRestorePrecheckTargetBastionPassphraseToTerraform(struct?: DataPgstowRestorePrecheckTargetBastionPassphrase | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    aws_secret: cdktf.stringToTerraform(struct!.awsSecret),
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
    key: cdktf.stringToTerraform(struct!.key),
    region: cdktf.stringToTerraform(struct!.region),
    ssm_parameter: cdktf.stringToTerraform(struct!.ssmParameter),
  }
}


export function dataPgstowRestorePrecheckTargetBastionPassphraseToHclTerraform(struct?: DataPgstowRestorePrecheckTargetBastionPassphrase | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    aws_secret: {
      value: cdktf.stringToHclTerraform(struct!.awsSecret),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    env: {
      value: cdktf.stringToHclTerraform(struct!.env),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    file: {
      value: cdktf.stringToHclTerraform(struct!.file),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    key: {
      value: cdktf.stringToHclTerraform(struct!.key),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    region: {
      value: cdktf.stringToHclTerraform(struct!.region),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    ssm_parameter: {
      value: cdktf.stringToHclTerraform(struct!.ssmParameter),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetBastionPassphraseOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetBastionPassphrase | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._awsSecret !== undefined) {
      hasAnyValues = true;
      internalValueResult.awsSecret = this._awsSecret;
    }
    if (this._env !== undefined) {
      hasAnyValues = true;
      internalValueResult.env = this._env;
    }
    if (this._file !== undefined) {
      hasAnyValues = true;
      internalValueResult.file = this._file;
    }
    if (this._key !== undefined) {
      hasAnyValues = true;
      internalValueResult.key = this._key;
    }
    if (this._region !== undefined) {
      hasAnyValues = true;
      internalValueResult.region = this._region;
    }
    if (this._ssmParameter !== undefined) {
      hasAnyValues = true;
      internalValueResult.ssmParameter = this._ssmParameter;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetBastionPassphrase | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._awsSecret = undefined;
      this._env = undefined;
      this._file = undefined;
      this._key = undefined;
      this._region = undefined;
      this._ssmParameter = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._awsSecret = value.awsSecret;
      this._env = value.env;
      this._file = value.file;
      this._key = value.key;
      this._region = value.region;
      this._ssmParameter = value.ssmParameter;
    }
  }

  // aws_secret - computed: false, optional: true, required: false
  private _awsSecret?: string; 
  public get awsSecret() {
    return this.getStringAttribute('aws_secret');
  }
  public set awsSecret(value: string) {
    this._awsSecret = value;
  }
  public resetAwsSecret() {
    this._awsSecret = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get awsSecretInput() {
    return this._awsSecret;
  }

  // env - computed: false, optional: true, required: false
  private _env?: string; 
  public get env() {
    return this.getStringAttribute('env');
  }
  public set env(value: string) {
    this._env = value;
  }
  public resetEnv() {
    this._env = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get envInput() {
    return this._env;
  }

  // file - computed: false, optional: true, required: false
  private _file?: string; 
  public get file() {
    return this.getStringAttribute('file');
  }
  public set file(value: string) {
    this._file = value;
  }
  public resetFile() {
    this._file = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get fileInput() {
    return this._file;
  }

  // key - computed: false, optional: true, required: false
  private _key?: string; 
  public get key() {
    return this.getStringAttribute('key');
  }
  public set key(value: string) {
    this._key = value;
  }
  public resetKey() {
    this._key = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keyInput() {
    return this._key;
  }

  // region - computed: false, optional: true, required: false
  private _region?: string; 
  public get region() {
    return this.getStringAttribute('region');
  }
  public set region(value: string) {
    this._region = value;
  }
  public resetRegion() {
    this._region = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get regionInput() {
    return this._region;
  }

  // ssm_parameter - computed: false, optional: true, required: false
  private _ssmParameter?: string; 
  public get ssmParameter() {
    return this.getStringAttribute('ssm_parameter');
  }
  public set ssmParameter(value: string) {
    this._ssmParameter = value;
  }
  public resetSsmParameter() {
    this._ssmParameter = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ssmParameterInput() {
    return this._ssmParameter;
  }
}
export interface DataPgstowRestorePrecheckTargetBastionPrivateKey {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#aws_secret DataPgstowRestorePrecheck#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#env DataPgstowRestorePrecheck#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#file DataPgstowRestorePrecheck#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#key DataPgstowRestorePrecheck#key}
  */
  readonly key?: string;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#region DataPgstowRestorePrecheck#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#ssm_parameter DataPgstowRestorePrecheck#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function dataPgstowRestorePrecheckTargetBastionPrivateKeyToTerraform(struct?: DataPgstowRestorePrecheckTargetBastionPrivateKey | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    aws_secret: cdktf.stringToTerraform(struct!.awsSecret),
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
    key: cdktf.stringToTerraform(struct!.key),
    region: cdktf.stringToTerraform(struct!.region),
    ssm_parameter: cdktf.stringToTerraform(struct!.ssmParameter),
  }
}


export function dataPgstowRestorePrecheckTargetBastionPrivateKeyToHclTerraform(struct?: DataPgstowRestorePrecheckTargetBastionPrivateKey | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    aws_secret: {
      value: cdktf.stringToHclTerraform(struct!.awsSecret),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    env: {
      value: cdktf.stringToHclTerraform(struct!.env),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    file: {
      value: cdktf.stringToHclTerraform(struct!.file),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    key: {
      value: cdktf.stringToHclTerraform(struct!.key),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    region: {
      value: cdktf.stringToHclTerraform(struct!.region),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    ssm_parameter: {
      value: cdktf.stringToHclTerraform(struct!.ssmParameter),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetBastionPrivateKeyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetBastionPrivateKey | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._awsSecret !== undefined) {
      hasAnyValues = true;
      internalValueResult.awsSecret = this._awsSecret;
    }
    if (this._env !== undefined) {
      hasAnyValues = true;
      internalValueResult.env = this._env;
    }
    if (this._file !== undefined) {
      hasAnyValues = true;
      internalValueResult.file = this._file;
    }
    if (this._key !== undefined) {
      hasAnyValues = true;
      internalValueResult.key = this._key;
    }
    if (this._region !== undefined) {
      hasAnyValues = true;
      internalValueResult.region = this._region;
    }
    if (this._ssmParameter !== undefined) {
      hasAnyValues = true;
      internalValueResult.ssmParameter = this._ssmParameter;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetBastionPrivateKey | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._awsSecret = undefined;
      this._env = undefined;
      this._file = undefined;
      this._key = undefined;
      this._region = undefined;
      this._ssmParameter = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._awsSecret = value.awsSecret;
      this._env = value.env;
      this._file = value.file;
      this._key = value.key;
      this._region = value.region;
      this._ssmParameter = value.ssmParameter;
    }
  }

  // aws_secret - computed: false, optional: true, required: false
  private _awsSecret?: string; 
  public get awsSecret() {
    return this.getStringAttribute('aws_secret');
  }
  public set awsSecret(value: string) {
    this._awsSecret = value;
  }
  public resetAwsSecret() {
    this._awsSecret = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get awsSecretInput() {
    return this._awsSecret;
  }

  // env - computed: false, optional: true, required: false
  private _env?: string; 
  public get env() {
    return this.getStringAttribute('env');
  }
  public set env(value: string) {
    this._env = value;
  }
  public resetEnv() {
    this._env = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get envInput() {
    return this._env;
  }

  // file - computed: false, optional: true, required: false
  private _file?: string; 
  public get file() {
    return this.getStringAttribute('file');
  }
  public set file(value: string) {
    this._file = value;
  }
  public resetFile() {
    this._file = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get fileInput() {
    return this._file;
  }

  // key - computed: false, optional: true, required: false
  private _key?: string; 
  public get key() {
    return this.getStringAttribute('key');
  }
  public set key(value: string) {
    this._key = value;
  }
  public resetKey() {
    this._key = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keyInput() {
    return this._key;
  }

  // region - computed: false, optional: true, required: false
  private _region?: string; 
  public get region() {
    return this.getStringAttribute('region');
  }
  public set region(value: string) {
    this._region = value;
  }
  public resetRegion() {
    this._region = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get regionInput() {
    return this._region;
  }

  // ssm_parameter - computed: false, optional: true, required: false
  private _ssmParameter?: string; 
  public get ssmParameter() {
    return this.getStringAttribute('ssm_parameter');
  }
  public set ssmParameter(value: string) {
    this._ssmParameter = value;
  }
  public resetSsmParameter() {
    this._ssmParameter = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ssmParameterInput() {
    return this._ssmParameter;
  }
}
export interface DataPgstowRestorePrecheckTargetBastion {
  /**
  * Let the SSH agent (`SSH_AUTH_SOCK`) of the machine sign. It is never forwarded.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#agent DataPgstowRestorePrecheck#agent}
  */
  readonly agent?: boolean | cdktf.IResolvable;
  /**
  * Host name or address of the bastion.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#host DataPgstowRestorePrecheck#host}
  */
  readonly host: string;
  /**
  * By which the bastion is recognized: its host key as known_hosts has it, or the fingerprint of it. Default: what the files of known hosts say. A bastion that is not recognized is refused.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#host_key DataPgstowRestorePrecheck#host_key}
  */
  readonly hostKey?: string;
  /**
  * Where a file of known hosts is, in place of `host_key`, on the machine that runs the plan: one of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#known_hosts DataPgstowRestorePrecheck#known_hosts}
  */
  readonly knownHosts?: DataPgstowRestorePrecheckTargetBastionKnownHosts;
  /**
  * Where the passphrase of the private key is. Default: it has none.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#passphrase DataPgstowRestorePrecheck#passphrase}
  */
  readonly passphrase?: DataPgstowRestorePrecheckTargetBastionPassphrase;
  /**
  * Port of its sshd. Default: 22.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#port DataPgstowRestorePrecheck#port}
  */
  readonly port?: number;
  /**
  * Where the private key is that lets us in, in OpenSSH's form or as PEM. In its place: `agent`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#private_key DataPgstowRestorePrecheck#private_key}
  */
  readonly privateKey?: DataPgstowRestorePrecheckTargetBastionPrivateKey;
  /**
  * Whom to log in as there. A shell is not needed.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#user DataPgstowRestorePrecheck#user}
  */
  readonly user: string;
}

export function dataPgstowRestorePrecheckTargetBastionToTerraform(struct?: DataPgstowRestorePrecheckTargetBastion | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    agent: cdktf.booleanToTerraform(struct!.agent),
    host: cdktf.stringToTerraform(struct!.host),
    host_key: cdktf.stringToTerraform(struct!.hostKey),
    known_hosts: dataPgstowRestorePrecheckTargetBastionKnownHostsToTerraform(struct!.knownHosts),
    passphrase: dataPgstowRestorePrecheckTargetBastionPassphraseToTerraform(struct!.passphrase),
    port: cdktf.numberToTerraform(struct!.port),
    private_key: dataPgstowRestorePrecheckTargetBastionPrivateKeyToTerraform(struct!.privateKey),
    user: cdktf.stringToTerraform(struct!.user),
  }
}


export function dataPgstowRestorePrecheckTargetBastionToHclTerraform(struct?: DataPgstowRestorePrecheckTargetBastion | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    agent: {
      value: cdktf.booleanToHclTerraform(struct!.agent),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    host: {
      value: cdktf.stringToHclTerraform(struct!.host),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    host_key: {
      value: cdktf.stringToHclTerraform(struct!.hostKey),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    known_hosts: {
      value: dataPgstowRestorePrecheckTargetBastionKnownHostsToHclTerraform(struct!.knownHosts),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetBastionKnownHosts",
    },
    passphrase: {
      value: dataPgstowRestorePrecheckTargetBastionPassphraseToHclTerraform(struct!.passphrase),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetBastionPassphrase",
    },
    port: {
      value: cdktf.numberToHclTerraform(struct!.port),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    private_key: {
      value: dataPgstowRestorePrecheckTargetBastionPrivateKeyToHclTerraform(struct!.privateKey),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetBastionPrivateKey",
    },
    user: {
      value: cdktf.stringToHclTerraform(struct!.user),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetBastionOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetBastion | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._agent !== undefined) {
      hasAnyValues = true;
      internalValueResult.agent = this._agent;
    }
    if (this._host !== undefined) {
      hasAnyValues = true;
      internalValueResult.host = this._host;
    }
    if (this._hostKey !== undefined) {
      hasAnyValues = true;
      internalValueResult.hostKey = this._hostKey;
    }
    if (this._knownHosts?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.knownHosts = this._knownHosts?.internalValue;
    }
    if (this._passphrase?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.passphrase = this._passphrase?.internalValue;
    }
    if (this._port !== undefined) {
      hasAnyValues = true;
      internalValueResult.port = this._port;
    }
    if (this._privateKey?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.privateKey = this._privateKey?.internalValue;
    }
    if (this._user !== undefined) {
      hasAnyValues = true;
      internalValueResult.user = this._user;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetBastion | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._agent = undefined;
      this._host = undefined;
      this._hostKey = undefined;
      this._knownHosts.internalValue = undefined;
      this._passphrase.internalValue = undefined;
      this._port = undefined;
      this._privateKey.internalValue = undefined;
      this._user = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._agent = value.agent;
      this._host = value.host;
      this._hostKey = value.hostKey;
      this._knownHosts.internalValue = value.knownHosts;
      this._passphrase.internalValue = value.passphrase;
      this._port = value.port;
      this._privateKey.internalValue = value.privateKey;
      this._user = value.user;
    }
  }

  // agent - computed: false, optional: true, required: false
  private _agent?: boolean | cdktf.IResolvable; 
  public get agent() {
    return this.getBooleanAttribute('agent');
  }
  public set agent(value: boolean | cdktf.IResolvable) {
    this._agent = value;
  }
  public resetAgent() {
    this._agent = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get agentInput() {
    return this._agent;
  }

  // host - computed: false, optional: false, required: true
  private _host?: string; 
  public get host() {
    return this.getStringAttribute('host');
  }
  public set host(value: string) {
    this._host = value;
  }
  // Temporarily expose input value. Use with caution.
  public get hostInput() {
    return this._host;
  }

  // host_key - computed: false, optional: true, required: false
  private _hostKey?: string; 
  public get hostKey() {
    return this.getStringAttribute('host_key');
  }
  public set hostKey(value: string) {
    this._hostKey = value;
  }
  public resetHostKey() {
    this._hostKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hostKeyInput() {
    return this._hostKey;
  }

  // known_hosts - computed: false, optional: true, required: false
  private _knownHosts = new DataPgstowRestorePrecheckTargetBastionKnownHostsOutputReference(this, "known_hosts");
  public get knownHosts() {
    return this._knownHosts;
  }
  public putKnownHosts(value: DataPgstowRestorePrecheckTargetBastionKnownHosts) {
    this._knownHosts.internalValue = value;
  }
  public resetKnownHosts() {
    this._knownHosts.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get knownHostsInput() {
    return this._knownHosts.internalValue;
  }

  // passphrase - computed: false, optional: true, required: false
  private _passphrase = new DataPgstowRestorePrecheckTargetBastionPassphraseOutputReference(this, "passphrase");
  public get passphrase() {
    return this._passphrase;
  }
  public putPassphrase(value: DataPgstowRestorePrecheckTargetBastionPassphrase) {
    this._passphrase.internalValue = value;
  }
  public resetPassphrase() {
    this._passphrase.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passphraseInput() {
    return this._passphrase.internalValue;
  }

  // port - computed: false, optional: true, required: false
  private _port?: number; 
  public get port() {
    return this.getNumberAttribute('port');
  }
  public set port(value: number) {
    this._port = value;
  }
  public resetPort() {
    this._port = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get portInput() {
    return this._port;
  }

  // private_key - computed: false, optional: true, required: false
  private _privateKey = new DataPgstowRestorePrecheckTargetBastionPrivateKeyOutputReference(this, "private_key");
  public get privateKey() {
    return this._privateKey;
  }
  public putPrivateKey(value: DataPgstowRestorePrecheckTargetBastionPrivateKey) {
    this._privateKey.internalValue = value;
  }
  public resetPrivateKey() {
    this._privateKey.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get privateKeyInput() {
    return this._privateKey.internalValue;
  }

  // user - computed: false, optional: false, required: true
  private _user?: string; 
  public get user() {
    return this.getStringAttribute('user');
  }
  public set user(value: string) {
    this._user = value;
  }
  // Temporarily expose input value. Use with caution.
  public get userInput() {
    return this._user;
  }
}
export interface DataPgstowRestorePrecheckTargetInstanceAlibabaPolardb {
  /**
  * Id of the cluster.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#id DataPgstowRestorePrecheck#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id: string;
  /**
  * Which of its addresses to take: `private` (the default), that in its VPC, or `public`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#network DataPgstowRestorePrecheck#network}
  */
  readonly network?: string;
  /**
  * Its region.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#region DataPgstowRestorePrecheck#region}
  */
  readonly region: string;
}

export function dataPgstowRestorePrecheckTargetInstanceAlibabaPolardbToTerraform(struct?: DataPgstowRestorePrecheckTargetInstanceAlibabaPolardb | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    id: cdktf.stringToTerraform(struct!.id),
    network: cdktf.stringToTerraform(struct!.network),
    region: cdktf.stringToTerraform(struct!.region),
  }
}


export function dataPgstowRestorePrecheckTargetInstanceAlibabaPolardbToHclTerraform(struct?: DataPgstowRestorePrecheckTargetInstanceAlibabaPolardb | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    id: {
      value: cdktf.stringToHclTerraform(struct!.id),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    network: {
      value: cdktf.stringToHclTerraform(struct!.network),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    region: {
      value: cdktf.stringToHclTerraform(struct!.region),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetInstanceAlibabaPolardbOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetInstanceAlibabaPolardb | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._id !== undefined) {
      hasAnyValues = true;
      internalValueResult.id = this._id;
    }
    if (this._network !== undefined) {
      hasAnyValues = true;
      internalValueResult.network = this._network;
    }
    if (this._region !== undefined) {
      hasAnyValues = true;
      internalValueResult.region = this._region;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetInstanceAlibabaPolardb | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._id = undefined;
      this._network = undefined;
      this._region = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._id = value.id;
      this._network = value.network;
      this._region = value.region;
    }
  }

  // id - computed: false, optional: false, required: true
  private _id?: string; 
  public get id() {
    return this.getStringAttribute('id');
  }
  public set id(value: string) {
    this._id = value;
  }
  // Temporarily expose input value. Use with caution.
  public get idInput() {
    return this._id;
  }

  // network - computed: false, optional: true, required: false
  private _network?: string; 
  public get network() {
    return this.getStringAttribute('network');
  }
  public set network(value: string) {
    this._network = value;
  }
  public resetNetwork() {
    this._network = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get networkInput() {
    return this._network;
  }

  // region - computed: false, optional: false, required: true
  private _region?: string; 
  public get region() {
    return this.getStringAttribute('region');
  }
  public set region(value: string) {
    this._region = value;
  }
  // Temporarily expose input value. Use with caution.
  public get regionInput() {
    return this._region;
  }
}
export interface DataPgstowRestorePrecheckTargetInstanceAlibabaRds {
  /**
  * Id of the instance.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#id DataPgstowRestorePrecheck#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id: string;
  /**
  * Which of its addresses to take: `private` (the default), that in its VPC, or `public`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#network DataPgstowRestorePrecheck#network}
  */
  readonly network?: string;
  /**
  * Its region.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#region DataPgstowRestorePrecheck#region}
  */
  readonly region: string;
}

export function dataPgstowRestorePrecheckTargetInstanceAlibabaRdsToTerraform(struct?: DataPgstowRestorePrecheckTargetInstanceAlibabaRds | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    id: cdktf.stringToTerraform(struct!.id),
    network: cdktf.stringToTerraform(struct!.network),
    region: cdktf.stringToTerraform(struct!.region),
  }
}


export function dataPgstowRestorePrecheckTargetInstanceAlibabaRdsToHclTerraform(struct?: DataPgstowRestorePrecheckTargetInstanceAlibabaRds | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    id: {
      value: cdktf.stringToHclTerraform(struct!.id),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    network: {
      value: cdktf.stringToHclTerraform(struct!.network),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    region: {
      value: cdktf.stringToHclTerraform(struct!.region),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetInstanceAlibabaRdsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetInstanceAlibabaRds | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._id !== undefined) {
      hasAnyValues = true;
      internalValueResult.id = this._id;
    }
    if (this._network !== undefined) {
      hasAnyValues = true;
      internalValueResult.network = this._network;
    }
    if (this._region !== undefined) {
      hasAnyValues = true;
      internalValueResult.region = this._region;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetInstanceAlibabaRds | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._id = undefined;
      this._network = undefined;
      this._region = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._id = value.id;
      this._network = value.network;
      this._region = value.region;
    }
  }

  // id - computed: false, optional: false, required: true
  private _id?: string; 
  public get id() {
    return this.getStringAttribute('id');
  }
  public set id(value: string) {
    this._id = value;
  }
  // Temporarily expose input value. Use with caution.
  public get idInput() {
    return this._id;
  }

  // network - computed: false, optional: true, required: false
  private _network?: string; 
  public get network() {
    return this.getStringAttribute('network');
  }
  public set network(value: string) {
    this._network = value;
  }
  public resetNetwork() {
    this._network = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get networkInput() {
    return this._network;
  }

  // region - computed: false, optional: false, required: true
  private _region?: string; 
  public get region() {
    return this.getStringAttribute('region');
  }
  public set region(value: string) {
    this._region = value;
  }
  // Temporarily expose input value. Use with caution.
  public get regionInput() {
    return this._region;
  }
}
export interface DataPgstowRestorePrecheckTargetInstanceAwsRds {
  /**
  * Identifier of a DB instance, or of an Aurora cluster.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#id DataPgstowRestorePrecheck#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id: string;
  /**
  * Its region.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#region DataPgstowRestorePrecheck#region}
  */
  readonly region: string;
}

export function dataPgstowRestorePrecheckTargetInstanceAwsRdsToTerraform(struct?: DataPgstowRestorePrecheckTargetInstanceAwsRds | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    id: cdktf.stringToTerraform(struct!.id),
    region: cdktf.stringToTerraform(struct!.region),
  }
}


export function dataPgstowRestorePrecheckTargetInstanceAwsRdsToHclTerraform(struct?: DataPgstowRestorePrecheckTargetInstanceAwsRds | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    id: {
      value: cdktf.stringToHclTerraform(struct!.id),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    region: {
      value: cdktf.stringToHclTerraform(struct!.region),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetInstanceAwsRdsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetInstanceAwsRds | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._id !== undefined) {
      hasAnyValues = true;
      internalValueResult.id = this._id;
    }
    if (this._region !== undefined) {
      hasAnyValues = true;
      internalValueResult.region = this._region;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetInstanceAwsRds | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._id = undefined;
      this._region = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._id = value.id;
      this._region = value.region;
    }
  }

  // id - computed: false, optional: false, required: true
  private _id?: string; 
  public get id() {
    return this.getStringAttribute('id');
  }
  public set id(value: string) {
    this._id = value;
  }
  // Temporarily expose input value. Use with caution.
  public get idInput() {
    return this._id;
  }

  // region - computed: false, optional: false, required: true
  private _region?: string; 
  public get region() {
    return this.getStringAttribute('region');
  }
  public set region(value: string) {
    this._region = value;
  }
  // Temporarily expose input value. Use with caution.
  public get regionInput() {
    return this._region;
  }
}
export interface DataPgstowRestorePrecheckTargetInstance {
  /**
  * PolarDB of Alibaba Cloud. Takes `polardb:DescribeDBClusterEndpoints`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#alibaba_polardb DataPgstowRestorePrecheck#alibaba_polardb}
  */
  readonly alibabaPolardb?: DataPgstowRestorePrecheckTargetInstanceAlibabaPolardb;
  /**
  * ApsaraDB RDS of Alibaba Cloud. Takes `rds:DescribeDBInstanceNetInfo`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#alibaba_rds DataPgstowRestorePrecheck#alibaba_rds}
  */
  readonly alibabaRds?: DataPgstowRestorePrecheckTargetInstanceAlibabaRds;
  /**
  * Amazon RDS or Aurora. Takes `rds:DescribeDBInstances`, and `rds:DescribeDBClusters` for a cluster.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#aws_rds DataPgstowRestorePrecheck#aws_rds}
  */
  readonly awsRds?: DataPgstowRestorePrecheckTargetInstanceAwsRds;
}

export function dataPgstowRestorePrecheckTargetInstanceToTerraform(struct?: DataPgstowRestorePrecheckTargetInstance | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    alibaba_polardb: dataPgstowRestorePrecheckTargetInstanceAlibabaPolardbToTerraform(struct!.alibabaPolardb),
    alibaba_rds: dataPgstowRestorePrecheckTargetInstanceAlibabaRdsToTerraform(struct!.alibabaRds),
    aws_rds: dataPgstowRestorePrecheckTargetInstanceAwsRdsToTerraform(struct!.awsRds),
  }
}


export function dataPgstowRestorePrecheckTargetInstanceToHclTerraform(struct?: DataPgstowRestorePrecheckTargetInstance | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    alibaba_polardb: {
      value: dataPgstowRestorePrecheckTargetInstanceAlibabaPolardbToHclTerraform(struct!.alibabaPolardb),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetInstanceAlibabaPolardb",
    },
    alibaba_rds: {
      value: dataPgstowRestorePrecheckTargetInstanceAlibabaRdsToHclTerraform(struct!.alibabaRds),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetInstanceAlibabaRds",
    },
    aws_rds: {
      value: dataPgstowRestorePrecheckTargetInstanceAwsRdsToHclTerraform(struct!.awsRds),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetInstanceAwsRds",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetInstanceOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetInstance | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._alibabaPolardb?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.alibabaPolardb = this._alibabaPolardb?.internalValue;
    }
    if (this._alibabaRds?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.alibabaRds = this._alibabaRds?.internalValue;
    }
    if (this._awsRds?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.awsRds = this._awsRds?.internalValue;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetInstance | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._alibabaPolardb.internalValue = undefined;
      this._alibabaRds.internalValue = undefined;
      this._awsRds.internalValue = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._alibabaPolardb.internalValue = value.alibabaPolardb;
      this._alibabaRds.internalValue = value.alibabaRds;
      this._awsRds.internalValue = value.awsRds;
    }
  }

  // alibaba_polardb - computed: false, optional: true, required: false
  private _alibabaPolardb = new DataPgstowRestorePrecheckTargetInstanceAlibabaPolardbOutputReference(this, "alibaba_polardb");
  public get alibabaPolardb() {
    return this._alibabaPolardb;
  }
  public putAlibabaPolardb(value: DataPgstowRestorePrecheckTargetInstanceAlibabaPolardb) {
    this._alibabaPolardb.internalValue = value;
  }
  public resetAlibabaPolardb() {
    this._alibabaPolardb.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get alibabaPolardbInput() {
    return this._alibabaPolardb.internalValue;
  }

  // alibaba_rds - computed: false, optional: true, required: false
  private _alibabaRds = new DataPgstowRestorePrecheckTargetInstanceAlibabaRdsOutputReference(this, "alibaba_rds");
  public get alibabaRds() {
    return this._alibabaRds;
  }
  public putAlibabaRds(value: DataPgstowRestorePrecheckTargetInstanceAlibabaRds) {
    this._alibabaRds.internalValue = value;
  }
  public resetAlibabaRds() {
    this._alibabaRds.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get alibabaRdsInput() {
    return this._alibabaRds.internalValue;
  }

  // aws_rds - computed: false, optional: true, required: false
  private _awsRds = new DataPgstowRestorePrecheckTargetInstanceAwsRdsOutputReference(this, "aws_rds");
  public get awsRds() {
    return this._awsRds;
  }
  public putAwsRds(value: DataPgstowRestorePrecheckTargetInstanceAwsRds) {
    this._awsRds.internalValue = value;
  }
  public resetAwsRds() {
    this._awsRds.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get awsRdsInput() {
    return this._awsRds.internalValue;
  }
}
export interface DataPgstowRestorePrecheckTargetPasswordRdsIam {
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#region DataPgstowRestorePrecheck#region}
  */
  readonly region?: string;
}

export function dataPgstowRestorePrecheckTargetPasswordRdsIamToTerraform(struct?: DataPgstowRestorePrecheckTargetPasswordRdsIam | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    region: cdktf.stringToTerraform(struct!.region),
  }
}


export function dataPgstowRestorePrecheckTargetPasswordRdsIamToHclTerraform(struct?: DataPgstowRestorePrecheckTargetPasswordRdsIam | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    region: {
      value: cdktf.stringToHclTerraform(struct!.region),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetPasswordRdsIamOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetPasswordRdsIam | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._region !== undefined) {
      hasAnyValues = true;
      internalValueResult.region = this._region;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetPasswordRdsIam | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._region = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._region = value.region;
    }
  }

  // region - computed: false, optional: true, required: false
  private _region?: string; 
  public get region() {
    return this.getStringAttribute('region');
  }
  public set region(value: string) {
    this._region = value;
  }
  public resetRegion() {
    this._region = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get regionInput() {
    return this._region;
  }
}
export interface DataPgstowRestorePrecheckTargetPassword {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#aws_secret DataPgstowRestorePrecheck#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#env DataPgstowRestorePrecheck#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#file DataPgstowRestorePrecheck#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#key DataPgstowRestorePrecheck#key}
  */
  readonly key?: string;
  /**
  * A token of IAM authentication of Amazon RDS, made anew for every connection.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#rds_iam DataPgstowRestorePrecheck#rds_iam}
  */
  readonly rdsIam?: DataPgstowRestorePrecheckTargetPasswordRdsIam;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#region DataPgstowRestorePrecheck#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#ssm_parameter DataPgstowRestorePrecheck#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function dataPgstowRestorePrecheckTargetPasswordToTerraform(struct?: DataPgstowRestorePrecheckTargetPassword | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    aws_secret: cdktf.stringToTerraform(struct!.awsSecret),
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
    key: cdktf.stringToTerraform(struct!.key),
    rds_iam: dataPgstowRestorePrecheckTargetPasswordRdsIamToTerraform(struct!.rdsIam),
    region: cdktf.stringToTerraform(struct!.region),
    ssm_parameter: cdktf.stringToTerraform(struct!.ssmParameter),
  }
}


export function dataPgstowRestorePrecheckTargetPasswordToHclTerraform(struct?: DataPgstowRestorePrecheckTargetPassword | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    aws_secret: {
      value: cdktf.stringToHclTerraform(struct!.awsSecret),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    env: {
      value: cdktf.stringToHclTerraform(struct!.env),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    file: {
      value: cdktf.stringToHclTerraform(struct!.file),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    key: {
      value: cdktf.stringToHclTerraform(struct!.key),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    rds_iam: {
      value: dataPgstowRestorePrecheckTargetPasswordRdsIamToHclTerraform(struct!.rdsIam),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetPasswordRdsIam",
    },
    region: {
      value: cdktf.stringToHclTerraform(struct!.region),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    ssm_parameter: {
      value: cdktf.stringToHclTerraform(struct!.ssmParameter),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetPasswordOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetPassword | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._awsSecret !== undefined) {
      hasAnyValues = true;
      internalValueResult.awsSecret = this._awsSecret;
    }
    if (this._env !== undefined) {
      hasAnyValues = true;
      internalValueResult.env = this._env;
    }
    if (this._file !== undefined) {
      hasAnyValues = true;
      internalValueResult.file = this._file;
    }
    if (this._key !== undefined) {
      hasAnyValues = true;
      internalValueResult.key = this._key;
    }
    if (this._rdsIam?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.rdsIam = this._rdsIam?.internalValue;
    }
    if (this._region !== undefined) {
      hasAnyValues = true;
      internalValueResult.region = this._region;
    }
    if (this._ssmParameter !== undefined) {
      hasAnyValues = true;
      internalValueResult.ssmParameter = this._ssmParameter;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetPassword | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._awsSecret = undefined;
      this._env = undefined;
      this._file = undefined;
      this._key = undefined;
      this._rdsIam.internalValue = undefined;
      this._region = undefined;
      this._ssmParameter = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._awsSecret = value.awsSecret;
      this._env = value.env;
      this._file = value.file;
      this._key = value.key;
      this._rdsIam.internalValue = value.rdsIam;
      this._region = value.region;
      this._ssmParameter = value.ssmParameter;
    }
  }

  // aws_secret - computed: false, optional: true, required: false
  private _awsSecret?: string; 
  public get awsSecret() {
    return this.getStringAttribute('aws_secret');
  }
  public set awsSecret(value: string) {
    this._awsSecret = value;
  }
  public resetAwsSecret() {
    this._awsSecret = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get awsSecretInput() {
    return this._awsSecret;
  }

  // env - computed: false, optional: true, required: false
  private _env?: string; 
  public get env() {
    return this.getStringAttribute('env');
  }
  public set env(value: string) {
    this._env = value;
  }
  public resetEnv() {
    this._env = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get envInput() {
    return this._env;
  }

  // file - computed: false, optional: true, required: false
  private _file?: string; 
  public get file() {
    return this.getStringAttribute('file');
  }
  public set file(value: string) {
    this._file = value;
  }
  public resetFile() {
    this._file = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get fileInput() {
    return this._file;
  }

  // key - computed: false, optional: true, required: false
  private _key?: string; 
  public get key() {
    return this.getStringAttribute('key');
  }
  public set key(value: string) {
    this._key = value;
  }
  public resetKey() {
    this._key = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keyInput() {
    return this._key;
  }

  // rds_iam - computed: false, optional: true, required: false
  private _rdsIam = new DataPgstowRestorePrecheckTargetPasswordRdsIamOutputReference(this, "rds_iam");
  public get rdsIam() {
    return this._rdsIam;
  }
  public putRdsIam(value: DataPgstowRestorePrecheckTargetPasswordRdsIam) {
    this._rdsIam.internalValue = value;
  }
  public resetRdsIam() {
    this._rdsIam.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get rdsIamInput() {
    return this._rdsIam.internalValue;
  }

  // region - computed: false, optional: true, required: false
  private _region?: string; 
  public get region() {
    return this.getStringAttribute('region');
  }
  public set region(value: string) {
    this._region = value;
  }
  public resetRegion() {
    this._region = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get regionInput() {
    return this._region;
  }

  // ssm_parameter - computed: false, optional: true, required: false
  private _ssmParameter?: string; 
  public get ssmParameter() {
    return this.getStringAttribute('ssm_parameter');
  }
  public set ssmParameter(value: string) {
    this._ssmParameter = value;
  }
  public resetSsmParameter() {
    this._ssmParameter = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ssmParameterInput() {
    return this._ssmParameter;
  }
}
export interface DataPgstowRestorePrecheckTargetSslClientCertificate {
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#env DataPgstowRestorePrecheck#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#file DataPgstowRestorePrecheck#file}
  */
  readonly file?: string;
}

export function dataPgstowRestorePrecheckTargetSslClientCertificateToTerraform(struct?: DataPgstowRestorePrecheckTargetSslClientCertificate | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
  }
}


export function dataPgstowRestorePrecheckTargetSslClientCertificateToHclTerraform(struct?: DataPgstowRestorePrecheckTargetSslClientCertificate | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    env: {
      value: cdktf.stringToHclTerraform(struct!.env),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    file: {
      value: cdktf.stringToHclTerraform(struct!.file),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetSslClientCertificateOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetSslClientCertificate | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._env !== undefined) {
      hasAnyValues = true;
      internalValueResult.env = this._env;
    }
    if (this._file !== undefined) {
      hasAnyValues = true;
      internalValueResult.file = this._file;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetSslClientCertificate | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._env = undefined;
      this._file = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._env = value.env;
      this._file = value.file;
    }
  }

  // env - computed: false, optional: true, required: false
  private _env?: string; 
  public get env() {
    return this.getStringAttribute('env');
  }
  public set env(value: string) {
    this._env = value;
  }
  public resetEnv() {
    this._env = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get envInput() {
    return this._env;
  }

  // file - computed: false, optional: true, required: false
  private _file?: string; 
  public get file() {
    return this.getStringAttribute('file');
  }
  public set file(value: string) {
    this._file = value;
  }
  public resetFile() {
    this._file = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get fileInput() {
    return this._file;
  }
}
export interface DataPgstowRestorePrecheckTargetSslClientKey {
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#env DataPgstowRestorePrecheck#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#file DataPgstowRestorePrecheck#file}
  */
  readonly file?: string;
}

export function dataPgstowRestorePrecheckTargetSslClientKeyToTerraform(struct?: DataPgstowRestorePrecheckTargetSslClientKey | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
  }
}


export function dataPgstowRestorePrecheckTargetSslClientKeyToHclTerraform(struct?: DataPgstowRestorePrecheckTargetSslClientKey | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    env: {
      value: cdktf.stringToHclTerraform(struct!.env),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    file: {
      value: cdktf.stringToHclTerraform(struct!.file),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetSslClientKeyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetSslClientKey | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._env !== undefined) {
      hasAnyValues = true;
      internalValueResult.env = this._env;
    }
    if (this._file !== undefined) {
      hasAnyValues = true;
      internalValueResult.file = this._file;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetSslClientKey | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._env = undefined;
      this._file = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._env = value.env;
      this._file = value.file;
    }
  }

  // env - computed: false, optional: true, required: false
  private _env?: string; 
  public get env() {
    return this.getStringAttribute('env');
  }
  public set env(value: string) {
    this._env = value;
  }
  public resetEnv() {
    this._env = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get envInput() {
    return this._env;
  }

  // file - computed: false, optional: true, required: false
  private _file?: string; 
  public get file() {
    return this.getStringAttribute('file');
  }
  public set file(value: string) {
    this._file = value;
  }
  public resetFile() {
    this._file = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get fileInput() {
    return this._file;
  }
}
export interface DataPgstowRestorePrecheckTargetSslRootCertificate {
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#env DataPgstowRestorePrecheck#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#file DataPgstowRestorePrecheck#file}
  */
  readonly file?: string;
}

export function dataPgstowRestorePrecheckTargetSslRootCertificateToTerraform(struct?: DataPgstowRestorePrecheckTargetSslRootCertificate | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
  }
}


export function dataPgstowRestorePrecheckTargetSslRootCertificateToHclTerraform(struct?: DataPgstowRestorePrecheckTargetSslRootCertificate | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    env: {
      value: cdktf.stringToHclTerraform(struct!.env),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    file: {
      value: cdktf.stringToHclTerraform(struct!.file),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetSslRootCertificateOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetSslRootCertificate | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._env !== undefined) {
      hasAnyValues = true;
      internalValueResult.env = this._env;
    }
    if (this._file !== undefined) {
      hasAnyValues = true;
      internalValueResult.file = this._file;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetSslRootCertificate | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._env = undefined;
      this._file = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._env = value.env;
      this._file = value.file;
    }
  }

  // env - computed: false, optional: true, required: false
  private _env?: string; 
  public get env() {
    return this.getStringAttribute('env');
  }
  public set env(value: string) {
    this._env = value;
  }
  public resetEnv() {
    this._env = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get envInput() {
    return this._env;
  }

  // file - computed: false, optional: true, required: false
  private _file?: string; 
  public get file() {
    return this.getStringAttribute('file');
  }
  public set file(value: string) {
    this._file = value;
  }
  public resetFile() {
    this._file = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get fileInput() {
    return this._file;
  }
}
export interface DataPgstowRestorePrecheckTargetSsl {
  /**
  * Where the certificate (PEM) is that the client shows; goes with `client_key`, on the machine that runs the plan: one of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#client_certificate DataPgstowRestorePrecheck#client_certificate}
  */
  readonly clientCertificate?: DataPgstowRestorePrecheckTargetSslClientCertificate;
  /**
  * Where the client certificate's private key (PEM) is; goes with `client_certificate`, on the machine that runs the plan: one of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#client_key DataPgstowRestorePrecheck#client_key}
  */
  readonly clientKey?: DataPgstowRestorePrecheckTargetSslClientKey;
  /**
  * How far TLS is insisted on, in libpq's terms: `disable`, `prefer` (the default), `require`, `verify-ca` or `verify-full`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#mode DataPgstowRestorePrecheck#mode}
  */
  readonly mode?: string;
  /**
  * Where the certificate (PEM) of the authority is that signed the server's, on the machine that runs the plan: one of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#root_certificate DataPgstowRestorePrecheck#root_certificate}
  */
  readonly rootCertificate?: DataPgstowRestorePrecheckTargetSslRootCertificate;
}

export function dataPgstowRestorePrecheckTargetSslToTerraform(struct?: DataPgstowRestorePrecheckTargetSsl | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    client_certificate: dataPgstowRestorePrecheckTargetSslClientCertificateToTerraform(struct!.clientCertificate),
    client_key: dataPgstowRestorePrecheckTargetSslClientKeyToTerraform(struct!.clientKey),
    mode: cdktf.stringToTerraform(struct!.mode),
    root_certificate: dataPgstowRestorePrecheckTargetSslRootCertificateToTerraform(struct!.rootCertificate),
  }
}


export function dataPgstowRestorePrecheckTargetSslToHclTerraform(struct?: DataPgstowRestorePrecheckTargetSsl | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    client_certificate: {
      value: dataPgstowRestorePrecheckTargetSslClientCertificateToHclTerraform(struct!.clientCertificate),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetSslClientCertificate",
    },
    client_key: {
      value: dataPgstowRestorePrecheckTargetSslClientKeyToHclTerraform(struct!.clientKey),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetSslClientKey",
    },
    mode: {
      value: cdktf.stringToHclTerraform(struct!.mode),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    root_certificate: {
      value: dataPgstowRestorePrecheckTargetSslRootCertificateToHclTerraform(struct!.rootCertificate),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetSslRootCertificate",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetSslOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTargetSsl | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._clientCertificate?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.clientCertificate = this._clientCertificate?.internalValue;
    }
    if (this._clientKey?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.clientKey = this._clientKey?.internalValue;
    }
    if (this._mode !== undefined) {
      hasAnyValues = true;
      internalValueResult.mode = this._mode;
    }
    if (this._rootCertificate?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.rootCertificate = this._rootCertificate?.internalValue;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTargetSsl | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._clientCertificate.internalValue = undefined;
      this._clientKey.internalValue = undefined;
      this._mode = undefined;
      this._rootCertificate.internalValue = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._clientCertificate.internalValue = value.clientCertificate;
      this._clientKey.internalValue = value.clientKey;
      this._mode = value.mode;
      this._rootCertificate.internalValue = value.rootCertificate;
    }
  }

  // client_certificate - computed: false, optional: true, required: false
  private _clientCertificate = new DataPgstowRestorePrecheckTargetSslClientCertificateOutputReference(this, "client_certificate");
  public get clientCertificate() {
    return this._clientCertificate;
  }
  public putClientCertificate(value: DataPgstowRestorePrecheckTargetSslClientCertificate) {
    this._clientCertificate.internalValue = value;
  }
  public resetClientCertificate() {
    this._clientCertificate.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get clientCertificateInput() {
    return this._clientCertificate.internalValue;
  }

  // client_key - computed: false, optional: true, required: false
  private _clientKey = new DataPgstowRestorePrecheckTargetSslClientKeyOutputReference(this, "client_key");
  public get clientKey() {
    return this._clientKey;
  }
  public putClientKey(value: DataPgstowRestorePrecheckTargetSslClientKey) {
    this._clientKey.internalValue = value;
  }
  public resetClientKey() {
    this._clientKey.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get clientKeyInput() {
    return this._clientKey.internalValue;
  }

  // mode - computed: false, optional: true, required: false
  private _mode?: string; 
  public get mode() {
    return this.getStringAttribute('mode');
  }
  public set mode(value: string) {
    this._mode = value;
  }
  public resetMode() {
    this._mode = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get modeInput() {
    return this._mode;
  }

  // root_certificate - computed: false, optional: true, required: false
  private _rootCertificate = new DataPgstowRestorePrecheckTargetSslRootCertificateOutputReference(this, "root_certificate");
  public get rootCertificate() {
    return this._rootCertificate;
  }
  public putRootCertificate(value: DataPgstowRestorePrecheckTargetSslRootCertificate) {
    this._rootCertificate.internalValue = value;
  }
  public resetRootCertificate() {
    this._rootCertificate.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get rootCertificateInput() {
    return this._rootCertificate.internalValue;
  }
}
export interface DataPgstowRestorePrecheckTarget {
  /**
  * The host through which the server is reached by SSH. Default: it is reached directly.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#bastion DataPgstowRestorePrecheck#bastion}
  */
  readonly bastion?: DataPgstowRestorePrecheckTargetBastion;
  /**
  * Name of the database to restore into.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#database DataPgstowRestorePrecheck#database}
  */
  readonly database: string;
  /**
  * Host name or address of the server, or the absolute path of the folder that holds its unix socket; with a bastion, as it is called there. In its place: `instance`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#host DataPgstowRestorePrecheck#host}
  */
  readonly host?: string;
  /**
  * A managed server, by region and identifier, in place of `host` and `port`: they are asked for when they are needed. One of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#instance DataPgstowRestorePrecheck#instance}
  */
  readonly instance?: DataPgstowRestorePrecheckTargetInstance;
  /**
  * Where the role's password is when it is restored: one of these. Default: the environment variable `PGPASSWORD`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#password DataPgstowRestorePrecheck#password}
  */
  readonly password?: DataPgstowRestorePrecheckTargetPassword;
  /**
  * TCP port, or the number in the name of the unix socket; that of an instance is asked for. Default: 5432.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#port DataPgstowRestorePrecheck#port}
  */
  readonly port?: number;
  /**
  * Encryption of the connection.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#ssl DataPgstowRestorePrecheck#ssl}
  */
  readonly ssl?: DataPgstowRestorePrecheckTargetSsl;
  /**
  * Role that restores.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#user DataPgstowRestorePrecheck#user}
  */
  readonly user: string;
}

export function dataPgstowRestorePrecheckTargetToTerraform(struct?: DataPgstowRestorePrecheckTarget | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    bastion: dataPgstowRestorePrecheckTargetBastionToTerraform(struct!.bastion),
    database: cdktf.stringToTerraform(struct!.database),
    host: cdktf.stringToTerraform(struct!.host),
    instance: dataPgstowRestorePrecheckTargetInstanceToTerraform(struct!.instance),
    password: dataPgstowRestorePrecheckTargetPasswordToTerraform(struct!.password),
    port: cdktf.numberToTerraform(struct!.port),
    ssl: dataPgstowRestorePrecheckTargetSslToTerraform(struct!.ssl),
    user: cdktf.stringToTerraform(struct!.user),
  }
}


export function dataPgstowRestorePrecheckTargetToHclTerraform(struct?: DataPgstowRestorePrecheckTarget | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    bastion: {
      value: dataPgstowRestorePrecheckTargetBastionToHclTerraform(struct!.bastion),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetBastion",
    },
    database: {
      value: cdktf.stringToHclTerraform(struct!.database),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    host: {
      value: cdktf.stringToHclTerraform(struct!.host),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    instance: {
      value: dataPgstowRestorePrecheckTargetInstanceToHclTerraform(struct!.instance),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetInstance",
    },
    password: {
      value: dataPgstowRestorePrecheckTargetPasswordToHclTerraform(struct!.password),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetPassword",
    },
    port: {
      value: cdktf.numberToHclTerraform(struct!.port),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    ssl: {
      value: dataPgstowRestorePrecheckTargetSslToHclTerraform(struct!.ssl),
      isBlock: true,
      type: "struct",
      storageClassType: "DataPgstowRestorePrecheckTargetSsl",
    },
    user: {
      value: cdktf.stringToHclTerraform(struct!.user),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class DataPgstowRestorePrecheckTargetOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowRestorePrecheckTarget | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._bastion?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.bastion = this._bastion?.internalValue;
    }
    if (this._database !== undefined) {
      hasAnyValues = true;
      internalValueResult.database = this._database;
    }
    if (this._host !== undefined) {
      hasAnyValues = true;
      internalValueResult.host = this._host;
    }
    if (this._instance?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.instance = this._instance?.internalValue;
    }
    if (this._password?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.password = this._password?.internalValue;
    }
    if (this._port !== undefined) {
      hasAnyValues = true;
      internalValueResult.port = this._port;
    }
    if (this._ssl?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.ssl = this._ssl?.internalValue;
    }
    if (this._user !== undefined) {
      hasAnyValues = true;
      internalValueResult.user = this._user;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowRestorePrecheckTarget | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._bastion.internalValue = undefined;
      this._database = undefined;
      this._host = undefined;
      this._instance.internalValue = undefined;
      this._password.internalValue = undefined;
      this._port = undefined;
      this._ssl.internalValue = undefined;
      this._user = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._bastion.internalValue = value.bastion;
      this._database = value.database;
      this._host = value.host;
      this._instance.internalValue = value.instance;
      this._password.internalValue = value.password;
      this._port = value.port;
      this._ssl.internalValue = value.ssl;
      this._user = value.user;
    }
  }

  // bastion - computed: false, optional: true, required: false
  private _bastion = new DataPgstowRestorePrecheckTargetBastionOutputReference(this, "bastion");
  public get bastion() {
    return this._bastion;
  }
  public putBastion(value: DataPgstowRestorePrecheckTargetBastion) {
    this._bastion.internalValue = value;
  }
  public resetBastion() {
    this._bastion.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get bastionInput() {
    return this._bastion.internalValue;
  }

  // database - computed: false, optional: false, required: true
  private _database?: string; 
  public get database() {
    return this.getStringAttribute('database');
  }
  public set database(value: string) {
    this._database = value;
  }
  // Temporarily expose input value. Use with caution.
  public get databaseInput() {
    return this._database;
  }

  // host - computed: false, optional: true, required: false
  private _host?: string; 
  public get host() {
    return this.getStringAttribute('host');
  }
  public set host(value: string) {
    this._host = value;
  }
  public resetHost() {
    this._host = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hostInput() {
    return this._host;
  }

  // instance - computed: false, optional: true, required: false
  private _instance = new DataPgstowRestorePrecheckTargetInstanceOutputReference(this, "instance");
  public get instance() {
    return this._instance;
  }
  public putInstance(value: DataPgstowRestorePrecheckTargetInstance) {
    this._instance.internalValue = value;
  }
  public resetInstance() {
    this._instance.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get instanceInput() {
    return this._instance.internalValue;
  }

  // password - computed: false, optional: true, required: false
  private _password = new DataPgstowRestorePrecheckTargetPasswordOutputReference(this, "password");
  public get password() {
    return this._password;
  }
  public putPassword(value: DataPgstowRestorePrecheckTargetPassword) {
    this._password.internalValue = value;
  }
  public resetPassword() {
    this._password.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passwordInput() {
    return this._password.internalValue;
  }

  // port - computed: false, optional: true, required: false
  private _port?: number; 
  public get port() {
    return this.getNumberAttribute('port');
  }
  public set port(value: number) {
    this._port = value;
  }
  public resetPort() {
    this._port = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get portInput() {
    return this._port;
  }

  // ssl - computed: false, optional: true, required: false
  private _ssl = new DataPgstowRestorePrecheckTargetSslOutputReference(this, "ssl");
  public get ssl() {
    return this._ssl;
  }
  public putSsl(value: DataPgstowRestorePrecheckTargetSsl) {
    this._ssl.internalValue = value;
  }
  public resetSsl() {
    this._ssl.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sslInput() {
    return this._ssl.internalValue;
  }

  // user - computed: false, optional: false, required: true
  private _user?: string; 
  public get user() {
    return this.getStringAttribute('user');
  }
  public set user(value: string) {
    this._user = value;
  }
  // Temporarily expose input value. Use with caution.
  public get userInput() {
    return this._user;
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck pgstow_restore_precheck}
*/
export class DataPgstowRestorePrecheck extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pgstow_restore_precheck";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a DataPgstowRestorePrecheck resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataPgstowRestorePrecheck to import
  * @param importFromId The id of the existing DataPgstowRestorePrecheck that should be imported. Refer to the {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataPgstowRestorePrecheck to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "pgstow_restore_precheck", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/restore_precheck pgstow_restore_precheck} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataPgstowRestorePrecheckConfig
  */
  public constructor(scope: Construct, id: string, config: DataPgstowRestorePrecheckConfig) {
    super(scope, id, {
      terraformResourceType: 'pgstow_restore_precheck',
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
    this._acl = config.acl;
    this._conflict = config.conflict;
    this._createDatabase = config.createDatabase;
    this._intoSchema = config.intoSchema;
    this._jobs = config.jobs;
    this._keepForeignKeys = config.keepForeignKeys;
    this._mapRole = config.mapRole;
    this._mapSchema = config.mapSchema;
    this._owner = config.owner;
    this._plan = config.plan;
    this._proof = config.proof;
    this._renameFormat = config.renameFormat;
    this._schemas = config.schemas;
    this._set = config.set;
    this._tables = config.tables;
    this._target.internalValue = config.target;
    this._thawDays = config.thawDays;
    this._thawTier = config.thawTier;
    this._to = config.to;
    this._waitForThaw = config.waitForThaw;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // acl - computed: false, optional: true, required: false
  private _acl?: boolean | cdktf.IResolvable; 
  public get acl() {
    return this.getBooleanAttribute('acl');
  }
  public set acl(value: boolean | cdktf.IResolvable) {
    this._acl = value;
  }
  public resetAcl() {
    this._acl = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aclInput() {
    return this._acl;
  }

  // checks - computed: true, optional: false, required: false
  private _checks = new DataPgstowRestorePrecheckChecksList(this, "checks", false);
  public get checks() {
    return this._checks;
  }

  // conflict - computed: false, optional: true, required: false
  private _conflict?: string; 
  public get conflict() {
    return this.getStringAttribute('conflict');
  }
  public set conflict(value: string) {
    this._conflict = value;
  }
  public resetConflict() {
    this._conflict = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get conflictInput() {
    return this._conflict;
  }

  // create_database - computed: false, optional: true, required: false
  private _createDatabase?: boolean | cdktf.IResolvable; 
  public get createDatabase() {
    return this.getBooleanAttribute('create_database');
  }
  public set createDatabase(value: boolean | cdktf.IResolvable) {
    this._createDatabase = value;
  }
  public resetCreateDatabase() {
    this._createDatabase = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get createDatabaseInput() {
    return this._createDatabase;
  }

  // into_schema - computed: false, optional: true, required: false
  private _intoSchema?: string; 
  public get intoSchema() {
    return this.getStringAttribute('into_schema');
  }
  public set intoSchema(value: string) {
    this._intoSchema = value;
  }
  public resetIntoSchema() {
    this._intoSchema = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get intoSchemaInput() {
    return this._intoSchema;
  }

  // jobs - computed: false, optional: true, required: false
  private _jobs?: number; 
  public get jobs() {
    return this.getNumberAttribute('jobs');
  }
  public set jobs(value: number) {
    this._jobs = value;
  }
  public resetJobs() {
    this._jobs = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get jobsInput() {
    return this._jobs;
  }

  // keep_foreign_keys - computed: false, optional: true, required: false
  private _keepForeignKeys?: boolean | cdktf.IResolvable; 
  public get keepForeignKeys() {
    return this.getBooleanAttribute('keep_foreign_keys');
  }
  public set keepForeignKeys(value: boolean | cdktf.IResolvable) {
    this._keepForeignKeys = value;
  }
  public resetKeepForeignKeys() {
    this._keepForeignKeys = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepForeignKeysInput() {
    return this._keepForeignKeys;
  }

  // map_role - computed: false, optional: true, required: false
  private _mapRole?: { [key: string]: string }; 
  public get mapRole() {
    return this.getStringMapAttribute('map_role');
  }
  public set mapRole(value: { [key: string]: string }) {
    this._mapRole = value;
  }
  public resetMapRole() {
    this._mapRole = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get mapRoleInput() {
    return this._mapRole;
  }

  // map_schema - computed: false, optional: true, required: false
  private _mapSchema?: { [key: string]: string }; 
  public get mapSchema() {
    return this.getStringMapAttribute('map_schema');
  }
  public set mapSchema(value: { [key: string]: string }) {
    this._mapSchema = value;
  }
  public resetMapSchema() {
    this._mapSchema = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get mapSchemaInput() {
    return this._mapSchema;
  }

  // owner - computed: false, optional: true, required: false
  private _owner?: boolean | cdktf.IResolvable; 
  public get owner() {
    return this.getBooleanAttribute('owner');
  }
  public set owner(value: boolean | cdktf.IResolvable) {
    this._owner = value;
  }
  public resetOwner() {
    this._owner = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ownerInput() {
    return this._owner;
  }

  // passed - computed: true, optional: false, required: false
  public get passed() {
    return this.getBooleanAttribute('passed');
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

  // proof - computed: false, optional: true, required: false
  private _proof?: boolean | cdktf.IResolvable; 
  public get proof() {
    return this.getBooleanAttribute('proof');
  }
  public set proof(value: boolean | cdktf.IResolvable) {
    this._proof = value;
  }
  public resetProof() {
    this._proof = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get proofInput() {
    return this._proof;
  }

  // rename_format - computed: false, optional: true, required: false
  private _renameFormat?: string; 
  public get renameFormat() {
    return this.getStringAttribute('rename_format');
  }
  public set renameFormat(value: string) {
    this._renameFormat = value;
  }
  public resetRenameFormat() {
    this._renameFormat = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get renameFormatInput() {
    return this._renameFormat;
  }

  // schemas - computed: false, optional: true, required: false
  private _schemas?: string[]; 
  public get schemas() {
    return this.getListAttribute('schemas');
  }
  public set schemas(value: string[]) {
    this._schemas = value;
  }
  public resetSchemas() {
    this._schemas = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get schemasInput() {
    return this._schemas;
  }

  // set - computed: false, optional: true, required: false
  private _set?: string; 
  public get set() {
    return this.getStringAttribute('set');
  }
  public set set(value: string) {
    this._set = value;
  }
  public resetSet() {
    this._set = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get setInput() {
    return this._set;
  }

  // tables - computed: false, optional: true, required: false
  private _tables?: string[]; 
  public get tables() {
    return this.getListAttribute('tables');
  }
  public set tables(value: string[]) {
    this._tables = value;
  }
  public resetTables() {
    this._tables = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get tablesInput() {
    return this._tables;
  }

  // target - computed: false, optional: false, required: true
  private _target = new DataPgstowRestorePrecheckTargetOutputReference(this, "target");
  public get target() {
    return this._target;
  }
  public putTarget(value: DataPgstowRestorePrecheckTarget) {
    this._target.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get targetInput() {
    return this._target.internalValue;
  }

  // thaw_days - computed: false, optional: true, required: false
  private _thawDays?: number; 
  public get thawDays() {
    return this.getNumberAttribute('thaw_days');
  }
  public set thawDays(value: number) {
    this._thawDays = value;
  }
  public resetThawDays() {
    this._thawDays = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get thawDaysInput() {
    return this._thawDays;
  }

  // thaw_tier - computed: false, optional: true, required: false
  private _thawTier?: string; 
  public get thawTier() {
    return this.getStringAttribute('thaw_tier');
  }
  public set thawTier(value: string) {
    this._thawTier = value;
  }
  public resetThawTier() {
    this._thawTier = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get thawTierInput() {
    return this._thawTier;
  }

  // to - computed: false, optional: true, required: false
  private _to?: string; 
  public get to() {
    return this.getStringAttribute('to');
  }
  public set to(value: string) {
    this._to = value;
  }
  public resetTo() {
    this._to = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get toInput() {
    return this._to;
  }

  // wait_for_thaw - computed: false, optional: true, required: false
  private _waitForThaw?: boolean | cdktf.IResolvable; 
  public get waitForThaw() {
    return this.getBooleanAttribute('wait_for_thaw');
  }
  public set waitForThaw(value: boolean | cdktf.IResolvable) {
    this._waitForThaw = value;
  }
  public resetWaitForThaw() {
    this._waitForThaw = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get waitForThawInput() {
    return this._waitForThaw;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      acl: cdktf.booleanToTerraform(this._acl),
      conflict: cdktf.stringToTerraform(this._conflict),
      create_database: cdktf.booleanToTerraform(this._createDatabase),
      into_schema: cdktf.stringToTerraform(this._intoSchema),
      jobs: cdktf.numberToTerraform(this._jobs),
      keep_foreign_keys: cdktf.booleanToTerraform(this._keepForeignKeys),
      map_role: cdktf.hashMapper(cdktf.stringToTerraform)(this._mapRole),
      map_schema: cdktf.hashMapper(cdktf.stringToTerraform)(this._mapSchema),
      owner: cdktf.booleanToTerraform(this._owner),
      plan: cdktf.stringToTerraform(this._plan),
      proof: cdktf.booleanToTerraform(this._proof),
      rename_format: cdktf.stringToTerraform(this._renameFormat),
      schemas: cdktf.listMapper(cdktf.stringToTerraform, false)(this._schemas),
      set: cdktf.stringToTerraform(this._set),
      tables: cdktf.listMapper(cdktf.stringToTerraform, false)(this._tables),
      target: dataPgstowRestorePrecheckTargetToTerraform(this._target.internalValue),
      thaw_days: cdktf.numberToTerraform(this._thawDays),
      thaw_tier: cdktf.stringToTerraform(this._thawTier),
      to: cdktf.stringToTerraform(this._to),
      wait_for_thaw: cdktf.booleanToTerraform(this._waitForThaw),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      acl: {
        value: cdktf.booleanToHclTerraform(this._acl),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      conflict: {
        value: cdktf.stringToHclTerraform(this._conflict),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      create_database: {
        value: cdktf.booleanToHclTerraform(this._createDatabase),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      into_schema: {
        value: cdktf.stringToHclTerraform(this._intoSchema),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      jobs: {
        value: cdktf.numberToHclTerraform(this._jobs),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      keep_foreign_keys: {
        value: cdktf.booleanToHclTerraform(this._keepForeignKeys),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      map_role: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._mapRole),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      map_schema: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._mapSchema),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      owner: {
        value: cdktf.booleanToHclTerraform(this._owner),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      plan: {
        value: cdktf.stringToHclTerraform(this._plan),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      proof: {
        value: cdktf.booleanToHclTerraform(this._proof),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      rename_format: {
        value: cdktf.stringToHclTerraform(this._renameFormat),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      schemas: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._schemas),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      set: {
        value: cdktf.stringToHclTerraform(this._set),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      tables: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._tables),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      target: {
        value: dataPgstowRestorePrecheckTargetToHclTerraform(this._target.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "DataPgstowRestorePrecheckTarget",
      },
      thaw_days: {
        value: cdktf.numberToHclTerraform(this._thawDays),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      thaw_tier: {
        value: cdktf.stringToHclTerraform(this._thawTier),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      to: {
        value: cdktf.stringToHclTerraform(this._to),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      wait_for_thaw: {
        value: cdktf.booleanToHclTerraform(this._waitForThaw),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
