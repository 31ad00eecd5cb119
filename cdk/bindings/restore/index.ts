// https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface RestoreConfig extends cdktf.TerraformMetaArguments {
  /**
  * False leaves out all privileges. Default: true.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#acl Restore#acl}
  */
  readonly acl?: boolean | cdktf.IResolvable;
  /**
  * What to do with tables and sequences that are there already: `rename` (the default: they are restored beside those, under the names of `rename_format`), `fail` (nothing is restored), `skip`, `replace` (built aside, and swapped in at once) or `append`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#conflict Restore#conflict}
  */
  readonly conflict?: string;
  /**
  * Create the database first, with the source's encoding and locale; one that is there already is a conflict then. Default: false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#create_database Restore#create_database}
  */
  readonly createDatabase?: boolean | cdktf.IResolvable;
  /**
  * When true, destroying or replacing the restore drops the database, if it is still the one that it has created (`create_database`). Must have been applied before. Needs `target.password` or no password at all, for a write-only one is not there when it is destroyed. Default: false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#drop_on_destroy Restore#drop_on_destroy}
  */
  readonly dropOnDestroy?: boolean | cdktf.IResolvable;
  /**
  * Restore into this schema, which is created where it is not there.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#into_schema Restore#into_schema}
  */
  readonly intoSchema?: string;
  /**
  * Connections that load and build at once, from 1 to 64. Default: 4.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#jobs Restore#jobs}
  */
  readonly jobs?: number;
  /**
  * True lets renamed tables keep foreign keys to tables that are not restored along: those then keep rows from being deleted there, or lose their own with them. Default: false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#keep_foreign_keys Restore#keep_foreign_keys}
  */
  readonly keepForeignKeys?: boolean | cdktf.IResolvable;
  /**
  * Roles of the target in the place of those of the set: `{ app = "app_test" }`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#map_role Restore#map_role}
  */
  readonly mapRole?: { [key: string]: string };
  /**
  * Schemas of the target in the place of those of the set: `{ public = "public_before" }`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#map_schema Restore#map_schema}
  */
  readonly mapSchema?: { [key: string]: string };
  /**
  * A name for the restore, shown in `pgstow runs`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#name Restore#name}
  */
  readonly name?: string;
  /**
  * False leaves every object to the role that restores. Default: true.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#owner Restore#owner}
  */
  readonly owner?: boolean | cdktf.IResolvable;
  /**
  * Id of the plan whose set is restored, or its name where only one has it; a deleted plan's id too.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#plan Restore#plan}
  */
  readonly plan: string;
  /**
  * Read what was loaded back, and compare it with the set's counts and hashes. Default: true.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#proof Restore#proof}
  */
  readonly proof?: boolean | cdktf.IResolvable;
  /**
  * The name of what is restored beside something: `{name}` is the name in the set, `{task}` tells the restore, `{timestamp}` when it began. Cut to 63 bytes. Default: `{name}_dbs_{task}_{timestamp}`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#rename_format Restore#rename_format}
  */
  readonly renameFormat?: string;
  /**
  * Only these schemas; `*` stands for any characters, `?` for one.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#schemas Restore#schemas}
  */
  readonly schemas?: string[];
  /**
  * Id of the set. Default: the newest, or the newest at `to`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#set Restore#set}
  */
  readonly set?: string;
  /**
  * Only these tables, as patterns `schema.table`. With neither tables nor schemas the whole set is restored.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#tables Restore#tables}
  */
  readonly tables?: string[];
  /**
  * The database that is restored into.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#target Restore#target}
  */
  readonly target: RestoreTarget;
  /**
  * How many days it stays readable, from 1 to 365. Default: 7.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#thaw_days Restore#thaw_days}
  */
  readonly thawDays?: number;
  /**
  * How fast what is archived is thawed, and at what price: `Expedited`, `Standard` (the default) or `Bulk`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#thaw_tier Restore#thaw_tier}
  */
  readonly thawTier?: string;
  /**
  * How long it may take. Default: as long as it takes, for nobody knows how large a database is.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#timeouts Restore#timeouts}
  */
  readonly timeouts?: RestoreTimeouts;
  /**
  * The instant to go back to, in RFC 3339, such as `2026-11-22T21:30:00Z`: the newest set at or before it is restored. In place of `set`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#to Restore#to}
  */
  readonly to?: string;
  /**
  * Where something of the set is archived, wait until it is thawed, which takes hours. Otherwise it is asked for, and the apply fails: one that comes later finds it thawed. Default: false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#wait_for_thaw Restore#wait_for_thaw}
  */
  readonly waitForThaw?: boolean | cdktf.IResolvable;
}
export interface RestoreTargetBastionKnownHosts {
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#env Restore#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#file Restore#file}
  */
  readonly file?: string;
}

export function restoreTargetBastionKnownHostsToTerraform(struct?: RestoreTargetBastionKnownHosts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
  }
}


export function restoreTargetBastionKnownHostsToHclTerraform(struct?: RestoreTargetBastionKnownHosts | cdktf.IResolvable): any {
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

export class RestoreTargetBastionKnownHostsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetBastionKnownHosts | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetBastionKnownHosts | cdktf.IResolvable | undefined) {
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
export interface RestoreTargetBastionPassphrase {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#aws_secret Restore#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#env Restore#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#file Restore#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#key Restore#key}
  */
  readonly key?: string;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#region Restore#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#ssm_parameter Restore#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function restoreTargetBastionPassphraseToTerraform(struct?: RestoreTargetBastionPassphrase | cdktf.IResolvable): any {
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


export function restoreTargetBastionPassphraseToHclTerraform(struct?: RestoreTargetBastionPassphrase | cdktf.IResolvable): any {
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

export class RestoreTargetBastionPassphraseOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetBastionPassphrase | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetBastionPassphrase | cdktf.IResolvable | undefined) {
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
export interface RestoreTargetBastionPrivateKey {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#aws_secret Restore#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#env Restore#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#file Restore#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#key Restore#key}
  */
  readonly key?: string;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#region Restore#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#ssm_parameter Restore#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function restoreTargetBastionPrivateKeyToTerraform(struct?: RestoreTargetBastionPrivateKey | cdktf.IResolvable): any {
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


export function restoreTargetBastionPrivateKeyToHclTerraform(struct?: RestoreTargetBastionPrivateKey | cdktf.IResolvable): any {
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

export class RestoreTargetBastionPrivateKeyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetBastionPrivateKey | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetBastionPrivateKey | cdktf.IResolvable | undefined) {
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
export interface RestoreTargetBastion {
  /**
  * Let the SSH agent (`SSH_AUTH_SOCK`) of the machine sign. It is never forwarded.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#agent Restore#agent}
  */
  readonly agent?: boolean | cdktf.IResolvable;
  /**
  * Host name or address of the bastion.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#host Restore#host}
  */
  readonly host: string;
  /**
  * By which the bastion is recognized: its host key as known_hosts has it, or the fingerprint of it. Default: what the files of known hosts say. A bastion that is not recognized is refused.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#host_key Restore#host_key}
  */
  readonly hostKey?: string;
  /**
  * Where a file of known hosts is, in place of `host_key`, on the machine that runs the plan: one of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#known_hosts Restore#known_hosts}
  */
  readonly knownHosts?: RestoreTargetBastionKnownHosts;
  /**
  * Where the passphrase of the private key is. Default: it has none.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#passphrase Restore#passphrase}
  */
  readonly passphrase?: RestoreTargetBastionPassphrase;
  /**
  * Port of its sshd. Default: 22.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#port Restore#port}
  */
  readonly port?: number;
  /**
  * Where the private key is that lets us in, in OpenSSH's form or as PEM. In its place: `agent`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#private_key Restore#private_key}
  */
  readonly privateKey?: RestoreTargetBastionPrivateKey;
  /**
  * Whom to log in as there. A shell is not needed.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#user Restore#user}
  */
  readonly user: string;
}

export function restoreTargetBastionToTerraform(struct?: RestoreTargetBastion | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    agent: cdktf.booleanToTerraform(struct!.agent),
    host: cdktf.stringToTerraform(struct!.host),
    host_key: cdktf.stringToTerraform(struct!.hostKey),
    known_hosts: restoreTargetBastionKnownHostsToTerraform(struct!.knownHosts),
    passphrase: restoreTargetBastionPassphraseToTerraform(struct!.passphrase),
    port: cdktf.numberToTerraform(struct!.port),
    private_key: restoreTargetBastionPrivateKeyToTerraform(struct!.privateKey),
    user: cdktf.stringToTerraform(struct!.user),
  }
}


export function restoreTargetBastionToHclTerraform(struct?: RestoreTargetBastion | cdktf.IResolvable): any {
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
      value: restoreTargetBastionKnownHostsToHclTerraform(struct!.knownHosts),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetBastionKnownHosts",
    },
    passphrase: {
      value: restoreTargetBastionPassphraseToHclTerraform(struct!.passphrase),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetBastionPassphrase",
    },
    port: {
      value: cdktf.numberToHclTerraform(struct!.port),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    private_key: {
      value: restoreTargetBastionPrivateKeyToHclTerraform(struct!.privateKey),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetBastionPrivateKey",
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

export class RestoreTargetBastionOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetBastion | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetBastion | cdktf.IResolvable | undefined) {
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
  private _knownHosts = new RestoreTargetBastionKnownHostsOutputReference(this, "known_hosts");
  public get knownHosts() {
    return this._knownHosts;
  }
  public putKnownHosts(value: RestoreTargetBastionKnownHosts) {
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
  private _passphrase = new RestoreTargetBastionPassphraseOutputReference(this, "passphrase");
  public get passphrase() {
    return this._passphrase;
  }
  public putPassphrase(value: RestoreTargetBastionPassphrase) {
    this._passphrase.internalValue = value;
  }
  public resetPassphrase() {
    this._passphrase.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passphraseInput() {
    return this._passphrase.internalValue;
  }

  // port - computed: true, optional: true, required: false
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
  private _privateKey = new RestoreTargetBastionPrivateKeyOutputReference(this, "private_key");
  public get privateKey() {
    return this._privateKey;
  }
  public putPrivateKey(value: RestoreTargetBastionPrivateKey) {
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
export interface RestoreTargetInstanceAlibabaPolardb {
  /**
  * Id of the cluster.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#id Restore#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id: string;
  /**
  * Which of its addresses to take: `private` (the default), that in its VPC, or `public`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#network Restore#network}
  */
  readonly network?: string;
  /**
  * Its region.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#region Restore#region}
  */
  readonly region: string;
}

export function restoreTargetInstanceAlibabaPolardbToTerraform(struct?: RestoreTargetInstanceAlibabaPolardb | cdktf.IResolvable): any {
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


export function restoreTargetInstanceAlibabaPolardbToHclTerraform(struct?: RestoreTargetInstanceAlibabaPolardb | cdktf.IResolvable): any {
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

export class RestoreTargetInstanceAlibabaPolardbOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetInstanceAlibabaPolardb | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetInstanceAlibabaPolardb | cdktf.IResolvable | undefined) {
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

  // network - computed: true, optional: true, required: false
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
export interface RestoreTargetInstanceAlibabaRds {
  /**
  * Id of the instance.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#id Restore#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id: string;
  /**
  * Which of its addresses to take: `private` (the default), that in its VPC, or `public`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#network Restore#network}
  */
  readonly network?: string;
  /**
  * Its region.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#region Restore#region}
  */
  readonly region: string;
}

export function restoreTargetInstanceAlibabaRdsToTerraform(struct?: RestoreTargetInstanceAlibabaRds | cdktf.IResolvable): any {
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


export function restoreTargetInstanceAlibabaRdsToHclTerraform(struct?: RestoreTargetInstanceAlibabaRds | cdktf.IResolvable): any {
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

export class RestoreTargetInstanceAlibabaRdsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetInstanceAlibabaRds | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetInstanceAlibabaRds | cdktf.IResolvable | undefined) {
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

  // network - computed: true, optional: true, required: false
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
export interface RestoreTargetInstanceAwsRds {
  /**
  * Identifier of a DB instance, or of an Aurora cluster.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#id Restore#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id: string;
  /**
  * Its region.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#region Restore#region}
  */
  readonly region: string;
}

export function restoreTargetInstanceAwsRdsToTerraform(struct?: RestoreTargetInstanceAwsRds | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    id: cdktf.stringToTerraform(struct!.id),
    region: cdktf.stringToTerraform(struct!.region),
  }
}


export function restoreTargetInstanceAwsRdsToHclTerraform(struct?: RestoreTargetInstanceAwsRds | cdktf.IResolvable): any {
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

export class RestoreTargetInstanceAwsRdsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetInstanceAwsRds | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetInstanceAwsRds | cdktf.IResolvable | undefined) {
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
export interface RestoreTargetInstance {
  /**
  * PolarDB of Alibaba Cloud. Takes `polardb:DescribeDBClusterEndpoints`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#alibaba_polardb Restore#alibaba_polardb}
  */
  readonly alibabaPolardb?: RestoreTargetInstanceAlibabaPolardb;
  /**
  * ApsaraDB RDS of Alibaba Cloud. Takes `rds:DescribeDBInstanceNetInfo`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#alibaba_rds Restore#alibaba_rds}
  */
  readonly alibabaRds?: RestoreTargetInstanceAlibabaRds;
  /**
  * Amazon RDS or Aurora. Takes `rds:DescribeDBInstances`, and `rds:DescribeDBClusters` for a cluster.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#aws_rds Restore#aws_rds}
  */
  readonly awsRds?: RestoreTargetInstanceAwsRds;
}

export function restoreTargetInstanceToTerraform(struct?: RestoreTargetInstance | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    alibaba_polardb: restoreTargetInstanceAlibabaPolardbToTerraform(struct!.alibabaPolardb),
    alibaba_rds: restoreTargetInstanceAlibabaRdsToTerraform(struct!.alibabaRds),
    aws_rds: restoreTargetInstanceAwsRdsToTerraform(struct!.awsRds),
  }
}


export function restoreTargetInstanceToHclTerraform(struct?: RestoreTargetInstance | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    alibaba_polardb: {
      value: restoreTargetInstanceAlibabaPolardbToHclTerraform(struct!.alibabaPolardb),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetInstanceAlibabaPolardb",
    },
    alibaba_rds: {
      value: restoreTargetInstanceAlibabaRdsToHclTerraform(struct!.alibabaRds),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetInstanceAlibabaRds",
    },
    aws_rds: {
      value: restoreTargetInstanceAwsRdsToHclTerraform(struct!.awsRds),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetInstanceAwsRds",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class RestoreTargetInstanceOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetInstance | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetInstance | cdktf.IResolvable | undefined) {
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
  private _alibabaPolardb = new RestoreTargetInstanceAlibabaPolardbOutputReference(this, "alibaba_polardb");
  public get alibabaPolardb() {
    return this._alibabaPolardb;
  }
  public putAlibabaPolardb(value: RestoreTargetInstanceAlibabaPolardb) {
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
  private _alibabaRds = new RestoreTargetInstanceAlibabaRdsOutputReference(this, "alibaba_rds");
  public get alibabaRds() {
    return this._alibabaRds;
  }
  public putAlibabaRds(value: RestoreTargetInstanceAlibabaRds) {
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
  private _awsRds = new RestoreTargetInstanceAwsRdsOutputReference(this, "aws_rds");
  public get awsRds() {
    return this._awsRds;
  }
  public putAwsRds(value: RestoreTargetInstanceAwsRds) {
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
export interface RestoreTargetPasswordRdsIam {
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#region Restore#region}
  */
  readonly region?: string;
}

export function restoreTargetPasswordRdsIamToTerraform(struct?: RestoreTargetPasswordRdsIam | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    region: cdktf.stringToTerraform(struct!.region),
  }
}


export function restoreTargetPasswordRdsIamToHclTerraform(struct?: RestoreTargetPasswordRdsIam | cdktf.IResolvable): any {
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

export class RestoreTargetPasswordRdsIamOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetPasswordRdsIam | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetPasswordRdsIam | cdktf.IResolvable | undefined) {
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
export interface RestoreTargetPassword {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#aws_secret Restore#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#env Restore#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#file Restore#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#key Restore#key}
  */
  readonly key?: string;
  /**
  * A token of IAM authentication of Amazon RDS, made anew for every connection.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#rds_iam Restore#rds_iam}
  */
  readonly rdsIam?: RestoreTargetPasswordRdsIam;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#region Restore#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#ssm_parameter Restore#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function restoreTargetPasswordToTerraform(struct?: RestoreTargetPassword | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    aws_secret: cdktf.stringToTerraform(struct!.awsSecret),
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
    key: cdktf.stringToTerraform(struct!.key),
    rds_iam: restoreTargetPasswordRdsIamToTerraform(struct!.rdsIam),
    region: cdktf.stringToTerraform(struct!.region),
    ssm_parameter: cdktf.stringToTerraform(struct!.ssmParameter),
  }
}


export function restoreTargetPasswordToHclTerraform(struct?: RestoreTargetPassword | cdktf.IResolvable): any {
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
      value: restoreTargetPasswordRdsIamToHclTerraform(struct!.rdsIam),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetPasswordRdsIam",
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

export class RestoreTargetPasswordOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetPassword | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetPassword | cdktf.IResolvable | undefined) {
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
  private _rdsIam = new RestoreTargetPasswordRdsIamOutputReference(this, "rds_iam");
  public get rdsIam() {
    return this._rdsIam;
  }
  public putRdsIam(value: RestoreTargetPasswordRdsIam) {
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
export interface RestoreTargetSslClientCertificate {
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#env Restore#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#file Restore#file}
  */
  readonly file?: string;
}

export function restoreTargetSslClientCertificateToTerraform(struct?: RestoreTargetSslClientCertificate | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
  }
}


export function restoreTargetSslClientCertificateToHclTerraform(struct?: RestoreTargetSslClientCertificate | cdktf.IResolvable): any {
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

export class RestoreTargetSslClientCertificateOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetSslClientCertificate | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetSslClientCertificate | cdktf.IResolvable | undefined) {
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

  // env - computed: true, optional: true, required: false
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

  // file - computed: true, optional: true, required: false
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
export interface RestoreTargetSslClientKey {
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#env Restore#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#file Restore#file}
  */
  readonly file?: string;
}

export function restoreTargetSslClientKeyToTerraform(struct?: RestoreTargetSslClientKey | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
  }
}


export function restoreTargetSslClientKeyToHclTerraform(struct?: RestoreTargetSslClientKey | cdktf.IResolvable): any {
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

export class RestoreTargetSslClientKeyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetSslClientKey | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetSslClientKey | cdktf.IResolvable | undefined) {
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

  // env - computed: true, optional: true, required: false
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

  // file - computed: true, optional: true, required: false
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
export interface RestoreTargetSslRootCertificate {
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#env Restore#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#file Restore#file}
  */
  readonly file?: string;
}

export function restoreTargetSslRootCertificateToTerraform(struct?: RestoreTargetSslRootCertificate | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
  }
}


export function restoreTargetSslRootCertificateToHclTerraform(struct?: RestoreTargetSslRootCertificate | cdktf.IResolvable): any {
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

export class RestoreTargetSslRootCertificateOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetSslRootCertificate | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetSslRootCertificate | cdktf.IResolvable | undefined) {
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

  // env - computed: true, optional: true, required: false
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

  // file - computed: true, optional: true, required: false
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
export interface RestoreTargetSsl {
  /**
  * Where the certificate (PEM) is that the client shows; goes with `client_key`, on the machine that runs the plan: one of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#client_certificate Restore#client_certificate}
  */
  readonly clientCertificate?: RestoreTargetSslClientCertificate;
  /**
  * Where the client certificate's private key (PEM) is; goes with `client_certificate`, on the machine that runs the plan: one of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#client_key Restore#client_key}
  */
  readonly clientKey?: RestoreTargetSslClientKey;
  /**
  * How far TLS is insisted on, in libpq's terms: `disable`, `prefer` (the default), `require`, `verify-ca` or `verify-full`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#mode Restore#mode}
  */
  readonly mode?: string;
  /**
  * Where the certificate (PEM) of the authority is that signed the server's, on the machine that runs the plan: one of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#root_certificate Restore#root_certificate}
  */
  readonly rootCertificate?: RestoreTargetSslRootCertificate;
}

export function restoreTargetSslToTerraform(struct?: RestoreTargetSsl | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    client_certificate: restoreTargetSslClientCertificateToTerraform(struct!.clientCertificate),
    client_key: restoreTargetSslClientKeyToTerraform(struct!.clientKey),
    mode: cdktf.stringToTerraform(struct!.mode),
    root_certificate: restoreTargetSslRootCertificateToTerraform(struct!.rootCertificate),
  }
}


export function restoreTargetSslToHclTerraform(struct?: RestoreTargetSsl | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    client_certificate: {
      value: restoreTargetSslClientCertificateToHclTerraform(struct!.clientCertificate),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetSslClientCertificate",
    },
    client_key: {
      value: restoreTargetSslClientKeyToHclTerraform(struct!.clientKey),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetSslClientKey",
    },
    mode: {
      value: cdktf.stringToHclTerraform(struct!.mode),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    root_certificate: {
      value: restoreTargetSslRootCertificateToHclTerraform(struct!.rootCertificate),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetSslRootCertificate",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class RestoreTargetSslOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTargetSsl | cdktf.IResolvable | undefined {
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

  public set internalValue(value: RestoreTargetSsl | cdktf.IResolvable | undefined) {
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

  // client_certificate - computed: true, optional: true, required: false
  private _clientCertificate = new RestoreTargetSslClientCertificateOutputReference(this, "client_certificate");
  public get clientCertificate() {
    return this._clientCertificate;
  }
  public putClientCertificate(value: RestoreTargetSslClientCertificate) {
    this._clientCertificate.internalValue = value;
  }
  public resetClientCertificate() {
    this._clientCertificate.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get clientCertificateInput() {
    return this._clientCertificate.internalValue;
  }

  // client_key - computed: true, optional: true, required: false
  private _clientKey = new RestoreTargetSslClientKeyOutputReference(this, "client_key");
  public get clientKey() {
    return this._clientKey;
  }
  public putClientKey(value: RestoreTargetSslClientKey) {
    this._clientKey.internalValue = value;
  }
  public resetClientKey() {
    this._clientKey.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get clientKeyInput() {
    return this._clientKey.internalValue;
  }

  // mode - computed: true, optional: true, required: false
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

  // root_certificate - computed: true, optional: true, required: false
  private _rootCertificate = new RestoreTargetSslRootCertificateOutputReference(this, "root_certificate");
  public get rootCertificate() {
    return this._rootCertificate;
  }
  public putRootCertificate(value: RestoreTargetSslRootCertificate) {
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
export interface RestoreTarget {
  /**
  * The host through which the server is reached by SSH. Default: it is reached directly.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#bastion Restore#bastion}
  */
  readonly bastion?: RestoreTargetBastion;
  /**
  * Name of the database to restore into.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#database Restore#database}
  */
  readonly database: string;
  /**
  * Host name or address of the server, or the absolute path of the folder that holds its unix socket; with a bastion, as it is called there. In its place: `instance`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#host Restore#host}
  */
  readonly host?: string;
  /**
  * A managed server, by region and identifier, in place of `host` and `port`: they are asked for when they are needed. One of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#instance Restore#instance}
  */
  readonly instance?: RestoreTargetInstance;
  /**
  * Where the role's password is when it is restored: one of these. Default: the environment variable `PGPASSWORD`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#password Restore#password}
  */
  readonly password?: RestoreTargetPassword;
  /**
  * The role's password, in place of `password`. Kept in no state and no plan file, if it comes from a variable with `ephemeral = true`: the values of others stand in the plan file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#password_wo Restore#password_wo}
  */
  readonly passwordWo?: string;
  /**
  * TCP port, or the number in the name of the unix socket; that of an instance is asked for. Default: 5432.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#port Restore#port}
  */
  readonly port?: number;
  /**
  * Encryption of the connection.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#ssl Restore#ssl}
  */
  readonly ssl?: RestoreTargetSsl;
  /**
  * Role that restores.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#user Restore#user}
  */
  readonly user: string;
}

export function restoreTargetToTerraform(struct?: RestoreTarget | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    bastion: restoreTargetBastionToTerraform(struct!.bastion),
    database: cdktf.stringToTerraform(struct!.database),
    host: cdktf.stringToTerraform(struct!.host),
    instance: restoreTargetInstanceToTerraform(struct!.instance),
    password: restoreTargetPasswordToTerraform(struct!.password),
    password_wo: cdktf.stringToTerraform(struct!.passwordWo),
    port: cdktf.numberToTerraform(struct!.port),
    ssl: restoreTargetSslToTerraform(struct!.ssl),
    user: cdktf.stringToTerraform(struct!.user),
  }
}


export function restoreTargetToHclTerraform(struct?: RestoreTarget | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    bastion: {
      value: restoreTargetBastionToHclTerraform(struct!.bastion),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetBastion",
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
      value: restoreTargetInstanceToHclTerraform(struct!.instance),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetInstance",
    },
    password: {
      value: restoreTargetPasswordToHclTerraform(struct!.password),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetPassword",
    },
    password_wo: {
      value: cdktf.stringToHclTerraform(struct!.passwordWo),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    port: {
      value: cdktf.numberToHclTerraform(struct!.port),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    ssl: {
      value: restoreTargetSslToHclTerraform(struct!.ssl),
      isBlock: true,
      type: "struct",
      storageClassType: "RestoreTargetSsl",
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

export class RestoreTargetOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTarget | cdktf.IResolvable | undefined {
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
    if (this._passwordWo !== undefined) {
      hasAnyValues = true;
      internalValueResult.passwordWo = this._passwordWo;
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

  public set internalValue(value: RestoreTarget | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._bastion.internalValue = undefined;
      this._database = undefined;
      this._host = undefined;
      this._instance.internalValue = undefined;
      this._password.internalValue = undefined;
      this._passwordWo = undefined;
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
      this._passwordWo = value.passwordWo;
      this._port = value.port;
      this._ssl.internalValue = value.ssl;
      this._user = value.user;
    }
  }

  // bastion - computed: false, optional: true, required: false
  private _bastion = new RestoreTargetBastionOutputReference(this, "bastion");
  public get bastion() {
    return this._bastion;
  }
  public putBastion(value: RestoreTargetBastion) {
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
  private _instance = new RestoreTargetInstanceOutputReference(this, "instance");
  public get instance() {
    return this._instance;
  }
  public putInstance(value: RestoreTargetInstance) {
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
  private _password = new RestoreTargetPasswordOutputReference(this, "password");
  public get password() {
    return this._password;
  }
  public putPassword(value: RestoreTargetPassword) {
    this._password.internalValue = value;
  }
  public resetPassword() {
    this._password.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passwordInput() {
    return this._password.internalValue;
  }

  // password_wo - computed: false, optional: true, required: false
  private _passwordWo?: string; 
  public get passwordWo() {
    return this.getStringAttribute('password_wo');
  }
  public set passwordWo(value: string) {
    this._passwordWo = value;
  }
  public resetPasswordWo() {
    this._passwordWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passwordWoInput() {
    return this._passwordWo;
  }

  // port - computed: true, optional: true, required: false
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

  // ssl - computed: true, optional: true, required: false
  private _ssl = new RestoreTargetSslOutputReference(this, "ssl");
  public get ssl() {
    return this._ssl;
  }
  public putSsl(value: RestoreTargetSsl) {
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
export interface RestoreTimeouts {
  /**
  * The restore itself, such as `"90s"`, `"30m"` or `"1h30m"`. What takes longer is given up.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#create Restore#create}
  */
  readonly create?: string;
}

export function restoreTimeoutsToTerraform(struct?: RestoreTimeouts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    create: cdktf.stringToTerraform(struct!.create),
  }
}


export function restoreTimeoutsToHclTerraform(struct?: RestoreTimeouts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    create: {
      value: cdktf.stringToHclTerraform(struct!.create),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class RestoreTimeoutsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): RestoreTimeouts | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._create !== undefined) {
      hasAnyValues = true;
      internalValueResult.create = this._create;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: RestoreTimeouts | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._create = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._create = value.create;
    }
  }

  // create - computed: false, optional: true, required: false
  private _create?: string; 
  public get create() {
    return this.getStringAttribute('create');
  }
  public set create(value: string) {
    this._create = value;
  }
  public resetCreate() {
    this._create = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get createInput() {
    return this._create;
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore pgstow_restore}
*/
export class Restore extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pgstow_restore";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a Restore resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Restore to import
  * @param importFromId The id of the existing Restore that should be imported. Refer to the {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Restore to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "pgstow_restore", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/restore pgstow_restore} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options RestoreConfig
  */
  public constructor(scope: Construct, id: string, config: RestoreConfig) {
    super(scope, id, {
      terraformResourceType: 'pgstow_restore',
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
    this._dropOnDestroy = config.dropOnDestroy;
    this._intoSchema = config.intoSchema;
    this._jobs = config.jobs;
    this._keepForeignKeys = config.keepForeignKeys;
    this._mapRole = config.mapRole;
    this._mapSchema = config.mapSchema;
    this._name = config.name;
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
    this._timeouts.internalValue = config.timeouts;
    this._to = config.to;
    this._waitForThaw = config.waitForThaw;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // acl - computed: true, optional: true, required: false
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

  // conflict - computed: true, optional: true, required: false
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

  // create_database - computed: true, optional: true, required: false
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

  // drop_on_destroy - computed: false, optional: true, required: false
  private _dropOnDestroy?: boolean | cdktf.IResolvable; 
  public get dropOnDestroy() {
    return this.getBooleanAttribute('drop_on_destroy');
  }
  public set dropOnDestroy(value: boolean | cdktf.IResolvable) {
    this._dropOnDestroy = value;
  }
  public resetDropOnDestroy() {
    this._dropOnDestroy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dropOnDestroyInput() {
    return this._dropOnDestroy;
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

  // jobs - computed: true, optional: true, required: false
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

  // name - computed: false, optional: true, required: false
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  public resetName() {
    this._name = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // owner - computed: true, optional: true, required: false
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

  // proof - computed: true, optional: true, required: false
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

  // proved_rows - computed: true, optional: false, required: false
  public get provedRows() {
    return this.getNumberAttribute('proved_rows');
  }

  // proved_tables - computed: true, optional: false, required: false
  public get provedTables() {
    return this.getNumberAttribute('proved_tables');
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

  // restored_as - computed: true, optional: false, required: false
  private _restoredAs = new cdktf.StringMap(this, "restored_as");
  public get restoredAs() {
    return this._restoredAs;
  }

  // run - computed: true, optional: false, required: false
  public get run() {
    return this.getStringAttribute('run');
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

  // set - computed: true, optional: true, required: false
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

  // snapshot_at - computed: true, optional: false, required: false
  public get snapshotAt() {
    return this.getStringAttribute('snapshot_at');
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
  private _target = new RestoreTargetOutputReference(this, "target");
  public get target() {
    return this._target;
  }
  public putTarget(value: RestoreTarget) {
    this._target.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get targetInput() {
    return this._target.internalValue;
  }

  // thaw_days - computed: true, optional: true, required: false
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

  // thaw_tier - computed: true, optional: true, required: false
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

  // timeouts - computed: false, optional: true, required: false
  private _timeouts = new RestoreTimeoutsOutputReference(this, "timeouts");
  public get timeouts() {
    return this._timeouts;
  }
  public putTimeouts(value: RestoreTimeouts) {
    this._timeouts.internalValue = value;
  }
  public resetTimeouts() {
    this._timeouts.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutsInput() {
    return this._timeouts.internalValue;
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

  // wait_for_thaw - computed: true, optional: true, required: false
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
      drop_on_destroy: cdktf.booleanToTerraform(this._dropOnDestroy),
      into_schema: cdktf.stringToTerraform(this._intoSchema),
      jobs: cdktf.numberToTerraform(this._jobs),
      keep_foreign_keys: cdktf.booleanToTerraform(this._keepForeignKeys),
      map_role: cdktf.hashMapper(cdktf.stringToTerraform)(this._mapRole),
      map_schema: cdktf.hashMapper(cdktf.stringToTerraform)(this._mapSchema),
      name: cdktf.stringToTerraform(this._name),
      owner: cdktf.booleanToTerraform(this._owner),
      plan: cdktf.stringToTerraform(this._plan),
      proof: cdktf.booleanToTerraform(this._proof),
      rename_format: cdktf.stringToTerraform(this._renameFormat),
      schemas: cdktf.listMapper(cdktf.stringToTerraform, false)(this._schemas),
      set: cdktf.stringToTerraform(this._set),
      tables: cdktf.listMapper(cdktf.stringToTerraform, false)(this._tables),
      target: restoreTargetToTerraform(this._target.internalValue),
      thaw_days: cdktf.numberToTerraform(this._thawDays),
      thaw_tier: cdktf.stringToTerraform(this._thawTier),
      timeouts: restoreTimeoutsToTerraform(this._timeouts.internalValue),
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
      drop_on_destroy: {
        value: cdktf.booleanToHclTerraform(this._dropOnDestroy),
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
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
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
        value: restoreTargetToHclTerraform(this._target.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "RestoreTarget",
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
      timeouts: {
        value: restoreTimeoutsToHclTerraform(this._timeouts.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "RestoreTimeouts",
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
