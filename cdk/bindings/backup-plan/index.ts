// https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface BackupPlanConfig extends cdktf.TerraformMetaArguments {
  /**
  * How old sets are, in days, when they are archived: what they alone need, of all sets of the repository, is moved to `archive_class` after a backup. The newest set never is, whatever its age, so that it is restored without thawing. Default: no set.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#archive_after_days BackupPlan#archive_after_days}
  */
  readonly archiveAfterDays?: number;
  /**
  * The storage class of the bucket that they are moved to, such as `GLACIER_IR`, `GLACIER` or `DEEP_ARCHIVE`. What is in one of the last two is thawed before it is read, which takes hours: a restore does so. Only with `archive_after_days`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#archive_class BackupPlan#archive_class}
  */
  readonly archiveClass?: string;
  /**
  * How much of what need not be read is read all the same and compared, as a random sample, from 0 to 100 percent; at least one range, unless it is 0. Default: 1.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#audit_percent BackupPlan#audit_percent}
  */
  readonly auditPercent?: number;
  /**
  * Connections that read at the same time, from 1 to 64; fewer spare the database. Or `auto`: one is added as long as it makes the reading faster; at most half of those that the server has free, and as many as the machine has processors and memory for. Default: 4.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#concurrency BackupPlan#concurrency}
  */
  readonly concurrency?: string;
  /**
  * Further repositories that each set is copied to after it was made, in other regions, accounts, services or folders. A copy is complete by itself, with a key and a retention of its own. That one fails makes the run fail, not the set; what is missing later runs copy. Default: none.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#copies BackupPlan#copies}
  */
  readonly copies?: BackupPlanCopies[] | cdktf.IResolvable;
  /**
  * Whether the sets may leave the source's region. Default: a repository in another region is refused.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#cross_border BackupPlan#cross_border}
  */
  readonly crossBorder?: BackupPlanCrossBorder;
  /**
  * When true, destroying or replacing the plan removes all its sets first, and what no other set needs. Must have been applied before. A pinned set keeps the plan from being destroyed. Default: false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#delete_sets_on_destroy BackupPlan#delete_sets_on_destroy}
  */
  readonly deleteSetsOnDestroy?: boolean | cdktf.IResolvable;
  /**
  * When the newest set is restored into a throwaway PostgreSQL for practice, and what is checked there beside counts and hashes. Default: when `pgstow drill` is called; nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#drill BackupPlan#drill}
  */
  readonly drill?: BackupPlanDrill;
  /**
  * How old the last set may be for which all was read, before all is read again, such as `7d`. Default: `30d`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#full_every BackupPlan#full_every}
  */
  readonly fullEvery?: string;
  /**
  * Commands before and after a backup, run on the machine that runs the plan; only where `PGSTOW_ALLOW_HOOKS=1` is set there: elsewhere every run of the plan fails, before anything is read. Default: none.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#hooks BackupPlan#hooks}
  */
  readonly hooks?: BackupPlanHooks;
  /**
  * What every command calls the plan: unique in its repository; 1 to 63 lower-case letters, digits and hyphens. Another id is another plan. Default: made from the name.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#id BackupPlan#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id?: string;
  /**
  * `auto`: what PostgreSQL 17 or newer proves to be unchanged since an older set (`summarize_wal = on`) is not read again; the set is as complete as any. `off`: all is read. Default: `auto`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#incremental BackupPlan#incremental}
  */
  readonly incremental?: string;
  /**
  * When true, the first backup is made as soon as the plan is created. If it fails, that is a warning and stands in `initial_backup_status`; the plan is there. Default: false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#initial_backup BackupPlan#initial_backup}
  */
  readonly initialBackup?: boolean | cdktf.IResolvable;
  /**
  * Object lock: what sets need is locked in a bucket that was made with S3's object lock, so that nobody can delete or overwrite it, whoever has the credentials of the runs included. Each backup renews it for all sets that stay, and none is removed before its lock has ended. Default: nothing is locked.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#lock BackupPlan#lock}
  */
  readonly lock?: BackupPlanLock;
  /**
  * How old the newest set may become, such as `26h` or `8d`: `pgstow health` and the data source `pgstow_health` say late when it is older. Default: it follows from the schedule; without one any age.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#max_age BackupPlan#max_age}
  */
  readonly maxAge?: string;
  /**
  * A name for people; need not be unique. Default: the id.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#name BackupPlan#name}
  */
  readonly name?: string;
  /**
  * Who is told of backups and drills that fail, succeed, are skipped or missed. Default: nobody.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#notifications BackupPlan#notifications}
  */
  readonly notifications?: BackupPlanNotifications[] | cdktf.IResolvable;
  /**
  * Which of its tables. Default: all.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#objects BackupPlan#objects}
  */
  readonly objects?: BackupPlanObjects;
  /**
  * While true no run of the plan starts; its sets stay. Where it is not given it stays as it is, at first false: `pgstow pause` and `start` change it too.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#paused BackupPlan#paused}
  */
  readonly paused?: boolean | cdktf.IResolvable;
  /**
  * Where the address is that gets a GET after every set that is made, for a service that raises an alarm when it stays out: one of these. Default: none.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#ping BackupPlan#ping}
  */
  readonly ping?: BackupPlanPing;
  /**
  * When true, creating or changing the plan is refused, with the report, while the precheck does not pass; before anything is written. Default: false.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#precheck BackupPlan#precheck}
  */
  readonly precheck?: boolean | cdktf.IResolvable;
  /**
  * Upper limit of what is read from the database, of all connections together, such as `50MB/s`. Default: none.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#rate_limit BackupPlan#rate_limit}
  */
  readonly rateLimit?: string;
  /**
  * How long sets stay: each that any of these rules keeps, from 1 to 36500 each. The newest set stays whatever they say, and so do pinned ones. Default: all stay.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#retention BackupPlan#retention}
  */
  readonly retention?: BackupPlanRetention;
  /**
  * When backups start: `days` and `start_at`, or `cron`, or `once`. `pgstow run-due` makes those that are due. Default: when `pgstow backup` is called.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#schedule BackupPlan#schedule}
  */
  readonly schedule?: BackupPlanSchedule;
  /**
  * The database that is backed up.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#source BackupPlan#source}
  */
  readonly source: BackupPlanSource;
  /**
  * How long it may take. Default: as long as it takes, for nobody knows how large a database is.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#timeouts BackupPlan#timeouts}
  */
  readonly timeouts?: BackupPlanTimeouts;
}
export interface BackupPlanCopiesCredentialsAccessKeyId {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#aws_secret BackupPlan#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#key BackupPlan#key}
  */
  readonly key?: string;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#ssm_parameter BackupPlan#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function backupPlanCopiesCredentialsAccessKeyIdToTerraform(struct?: BackupPlanCopiesCredentialsAccessKeyId | cdktf.IResolvable): any {
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


export function backupPlanCopiesCredentialsAccessKeyIdToHclTerraform(struct?: BackupPlanCopiesCredentialsAccessKeyId | cdktf.IResolvable): any {
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

export class BackupPlanCopiesCredentialsAccessKeyIdOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanCopiesCredentialsAccessKeyId | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanCopiesCredentialsAccessKeyId | cdktf.IResolvable | undefined) {
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
export interface BackupPlanCopiesCredentialsSecretAccessKey {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#aws_secret BackupPlan#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#key BackupPlan#key}
  */
  readonly key?: string;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#ssm_parameter BackupPlan#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function backupPlanCopiesCredentialsSecretAccessKeyToTerraform(struct?: BackupPlanCopiesCredentialsSecretAccessKey | cdktf.IResolvable): any {
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


export function backupPlanCopiesCredentialsSecretAccessKeyToHclTerraform(struct?: BackupPlanCopiesCredentialsSecretAccessKey | cdktf.IResolvable): any {
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

export class BackupPlanCopiesCredentialsSecretAccessKeyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanCopiesCredentialsSecretAccessKey | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanCopiesCredentialsSecretAccessKey | cdktf.IResolvable | undefined) {
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
export interface BackupPlanCopiesCredentials {
  /**
  * Where the id of an access key is that may read and write there.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#access_key_id BackupPlan#access_key_id}
  */
  readonly accessKeyId: BackupPlanCopiesCredentialsAccessKeyId;
  /**
  * Where the secret of that access key is.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#secret_access_key BackupPlan#secret_access_key}
  */
  readonly secretAccessKey: BackupPlanCopiesCredentialsSecretAccessKey;
}

export function backupPlanCopiesCredentialsToTerraform(struct?: BackupPlanCopiesCredentials | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    access_key_id: backupPlanCopiesCredentialsAccessKeyIdToTerraform(struct!.accessKeyId),
    secret_access_key: backupPlanCopiesCredentialsSecretAccessKeyToTerraform(struct!.secretAccessKey),
  }
}


export function backupPlanCopiesCredentialsToHclTerraform(struct?: BackupPlanCopiesCredentials | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    access_key_id: {
      value: backupPlanCopiesCredentialsAccessKeyIdToHclTerraform(struct!.accessKeyId),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanCopiesCredentialsAccessKeyId",
    },
    secret_access_key: {
      value: backupPlanCopiesCredentialsSecretAccessKeyToHclTerraform(struct!.secretAccessKey),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanCopiesCredentialsSecretAccessKey",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanCopiesCredentialsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanCopiesCredentials | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._accessKeyId?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.accessKeyId = this._accessKeyId?.internalValue;
    }
    if (this._secretAccessKey?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.secretAccessKey = this._secretAccessKey?.internalValue;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanCopiesCredentials | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._accessKeyId.internalValue = undefined;
      this._secretAccessKey.internalValue = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._accessKeyId.internalValue = value.accessKeyId;
      this._secretAccessKey.internalValue = value.secretAccessKey;
    }
  }

  // access_key_id - computed: false, optional: false, required: true
  private _accessKeyId = new BackupPlanCopiesCredentialsAccessKeyIdOutputReference(this, "access_key_id");
  public get accessKeyId() {
    return this._accessKeyId;
  }
  public putAccessKeyId(value: BackupPlanCopiesCredentialsAccessKeyId) {
    this._accessKeyId.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get accessKeyIdInput() {
    return this._accessKeyId.internalValue;
  }

  // secret_access_key - computed: false, optional: false, required: true
  private _secretAccessKey = new BackupPlanCopiesCredentialsSecretAccessKeyOutputReference(this, "secret_access_key");
  public get secretAccessKey() {
    return this._secretAccessKey;
  }
  public putSecretAccessKey(value: BackupPlanCopiesCredentialsSecretAccessKey) {
    this._secretAccessKey.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get secretAccessKeyInput() {
    return this._secretAccessKey.internalValue;
  }
}
export interface BackupPlanCopiesKey {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#aws_secret BackupPlan#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#key BackupPlan#key}
  */
  readonly key?: string;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#ssm_parameter BackupPlan#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function backupPlanCopiesKeyToTerraform(struct?: BackupPlanCopiesKey | cdktf.IResolvable): any {
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


export function backupPlanCopiesKeyToHclTerraform(struct?: BackupPlanCopiesKey | cdktf.IResolvable): any {
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

export class BackupPlanCopiesKeyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanCopiesKey | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanCopiesKey | cdktf.IResolvable | undefined) {
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
export interface BackupPlanCopiesLock {
  /**
  * For so many days from the last backup, from 1 to 3650, nothing that a kept set needs can be deleted; at most a quarter longer. Each backup renews it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#days BackupPlan#days}
  */
  readonly days: number;
  /**
  * `GOVERNANCE`: who has `s3:BypassGovernanceRetention` can still delete it. `COMPLIANCE`: nobody can, the owner of the account included.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#mode BackupPlan#mode}
  */
  readonly mode: string;
}

export function backupPlanCopiesLockToTerraform(struct?: BackupPlanCopiesLock | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    days: cdktf.numberToTerraform(struct!.days),
    mode: cdktf.stringToTerraform(struct!.mode),
  }
}


export function backupPlanCopiesLockToHclTerraform(struct?: BackupPlanCopiesLock | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    days: {
      value: cdktf.numberToHclTerraform(struct!.days),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    mode: {
      value: cdktf.stringToHclTerraform(struct!.mode),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanCopiesLockOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanCopiesLock | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._days !== undefined) {
      hasAnyValues = true;
      internalValueResult.days = this._days;
    }
    if (this._mode !== undefined) {
      hasAnyValues = true;
      internalValueResult.mode = this._mode;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanCopiesLock | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._days = undefined;
      this._mode = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._days = value.days;
      this._mode = value.mode;
    }
  }

  // days - computed: false, optional: false, required: true
  private _days?: number; 
  public get days() {
    return this.getNumberAttribute('days');
  }
  public set days(value: number) {
    this._days = value;
  }
  // Temporarily expose input value. Use with caution.
  public get daysInput() {
    return this._days;
  }

  // mode - computed: false, optional: false, required: true
  private _mode?: string; 
  public get mode() {
    return this.getStringAttribute('mode');
  }
  public set mode(value: string) {
    this._mode = value;
  }
  // Temporarily expose input value. Use with caution.
  public get modeInput() {
    return this._mode;
  }
}
export interface BackupPlanCopiesPassphrase {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#aws_secret BackupPlan#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#key BackupPlan#key}
  */
  readonly key?: string;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#ssm_parameter BackupPlan#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function backupPlanCopiesPassphraseToTerraform(struct?: BackupPlanCopiesPassphrase | cdktf.IResolvable): any {
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


export function backupPlanCopiesPassphraseToHclTerraform(struct?: BackupPlanCopiesPassphrase | cdktf.IResolvable): any {
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

export class BackupPlanCopiesPassphraseOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanCopiesPassphrase | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanCopiesPassphrase | cdktf.IResolvable | undefined) {
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
export interface BackupPlanCopiesRetention {
  /**
  * The newest set of each of the last so many days that have one, in UTC.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_daily BackupPlan#keep_daily}
  */
  readonly keepDaily?: number;
  /**
  * Every set that is younger than so many days.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_days BackupPlan#keep_days}
  */
  readonly keepDays?: number;
  /**
  * The newest set of each of the last so many hours that have one, in UTC.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_hourly BackupPlan#keep_hourly}
  */
  readonly keepHourly?: number;
  /**
  * So many sets, the newest ones.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_last BackupPlan#keep_last}
  */
  readonly keepLast?: number;
  /**
  * The newest set of each of the last so many months that have one, in UTC.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_monthly BackupPlan#keep_monthly}
  */
  readonly keepMonthly?: number;
  /**
  * The newest set of each of the last so many weeks (ISO 8601) that have one, in UTC.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_weekly BackupPlan#keep_weekly}
  */
  readonly keepWeekly?: number;
  /**
  * The newest set of each of the last so many years that have one, in UTC.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_yearly BackupPlan#keep_yearly}
  */
  readonly keepYearly?: number;
}

export function backupPlanCopiesRetentionToTerraform(struct?: BackupPlanCopiesRetention | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    keep_daily: cdktf.numberToTerraform(struct!.keepDaily),
    keep_days: cdktf.numberToTerraform(struct!.keepDays),
    keep_hourly: cdktf.numberToTerraform(struct!.keepHourly),
    keep_last: cdktf.numberToTerraform(struct!.keepLast),
    keep_monthly: cdktf.numberToTerraform(struct!.keepMonthly),
    keep_weekly: cdktf.numberToTerraform(struct!.keepWeekly),
    keep_yearly: cdktf.numberToTerraform(struct!.keepYearly),
  }
}


export function backupPlanCopiesRetentionToHclTerraform(struct?: BackupPlanCopiesRetention | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    keep_daily: {
      value: cdktf.numberToHclTerraform(struct!.keepDaily),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    keep_days: {
      value: cdktf.numberToHclTerraform(struct!.keepDays),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    keep_hourly: {
      value: cdktf.numberToHclTerraform(struct!.keepHourly),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    keep_last: {
      value: cdktf.numberToHclTerraform(struct!.keepLast),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    keep_monthly: {
      value: cdktf.numberToHclTerraform(struct!.keepMonthly),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    keep_weekly: {
      value: cdktf.numberToHclTerraform(struct!.keepWeekly),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    keep_yearly: {
      value: cdktf.numberToHclTerraform(struct!.keepYearly),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanCopiesRetentionOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanCopiesRetention | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._keepDaily !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepDaily = this._keepDaily;
    }
    if (this._keepDays !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepDays = this._keepDays;
    }
    if (this._keepHourly !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepHourly = this._keepHourly;
    }
    if (this._keepLast !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepLast = this._keepLast;
    }
    if (this._keepMonthly !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepMonthly = this._keepMonthly;
    }
    if (this._keepWeekly !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepWeekly = this._keepWeekly;
    }
    if (this._keepYearly !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepYearly = this._keepYearly;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanCopiesRetention | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._keepDaily = undefined;
      this._keepDays = undefined;
      this._keepHourly = undefined;
      this._keepLast = undefined;
      this._keepMonthly = undefined;
      this._keepWeekly = undefined;
      this._keepYearly = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._keepDaily = value.keepDaily;
      this._keepDays = value.keepDays;
      this._keepHourly = value.keepHourly;
      this._keepLast = value.keepLast;
      this._keepMonthly = value.keepMonthly;
      this._keepWeekly = value.keepWeekly;
      this._keepYearly = value.keepYearly;
    }
  }

  // keep_daily - computed: false, optional: true, required: false
  private _keepDaily?: number; 
  public get keepDaily() {
    return this.getNumberAttribute('keep_daily');
  }
  public set keepDaily(value: number) {
    this._keepDaily = value;
  }
  public resetKeepDaily() {
    this._keepDaily = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepDailyInput() {
    return this._keepDaily;
  }

  // keep_days - computed: false, optional: true, required: false
  private _keepDays?: number; 
  public get keepDays() {
    return this.getNumberAttribute('keep_days');
  }
  public set keepDays(value: number) {
    this._keepDays = value;
  }
  public resetKeepDays() {
    this._keepDays = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepDaysInput() {
    return this._keepDays;
  }

  // keep_hourly - computed: false, optional: true, required: false
  private _keepHourly?: number; 
  public get keepHourly() {
    return this.getNumberAttribute('keep_hourly');
  }
  public set keepHourly(value: number) {
    this._keepHourly = value;
  }
  public resetKeepHourly() {
    this._keepHourly = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepHourlyInput() {
    return this._keepHourly;
  }

  // keep_last - computed: false, optional: true, required: false
  private _keepLast?: number; 
  public get keepLast() {
    return this.getNumberAttribute('keep_last');
  }
  public set keepLast(value: number) {
    this._keepLast = value;
  }
  public resetKeepLast() {
    this._keepLast = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepLastInput() {
    return this._keepLast;
  }

  // keep_monthly - computed: false, optional: true, required: false
  private _keepMonthly?: number; 
  public get keepMonthly() {
    return this.getNumberAttribute('keep_monthly');
  }
  public set keepMonthly(value: number) {
    this._keepMonthly = value;
  }
  public resetKeepMonthly() {
    this._keepMonthly = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepMonthlyInput() {
    return this._keepMonthly;
  }

  // keep_weekly - computed: false, optional: true, required: false
  private _keepWeekly?: number; 
  public get keepWeekly() {
    return this.getNumberAttribute('keep_weekly');
  }
  public set keepWeekly(value: number) {
    this._keepWeekly = value;
  }
  public resetKeepWeekly() {
    this._keepWeekly = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepWeeklyInput() {
    return this._keepWeekly;
  }

  // keep_yearly - computed: false, optional: true, required: false
  private _keepYearly?: number; 
  public get keepYearly() {
    return this.getNumberAttribute('keep_yearly');
  }
  public set keepYearly(value: number) {
    this._keepYearly = value;
  }
  public resetKeepYearly() {
    this._keepYearly = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepYearlyInput() {
    return this._keepYearly;
  }
}
export interface BackupPlanCopies {
  /**
  * An access key for its bucket, where that is of another account or service. Default: the credentials that the machine has for S3.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#credentials BackupPlan#credentials}
  */
  readonly credentials?: BackupPlanCopiesCredentials;
  /**
  * Where the key is that opens it, when the plan runs: one of these. Its own: not `PGSTOW_KEY`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#key BackupPlan#key}
  */
  readonly key?: BackupPlanCopiesKey;
  /**
  * The key of AWS KMS that opens it, by its ARN or id, or as `alias/NAME`, in the place of a key.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#kms_key BackupPlan#kms_key}
  */
  readonly kmsKey?: string;
  /**
  * How its sets are locked there, in the words of `lock`. Default: nothing is locked.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#lock BackupPlan#lock}
  */
  readonly lock?: BackupPlanCopiesLock;
  /**
  * Where the passphrase is that opens it, in the place of a key.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#passphrase BackupPlan#passphrase}
  */
  readonly passphrase?: BackupPlanCopiesPassphrase;
  /**
  * Where the copies are kept: a folder, or `s3://bucket/prefix?region=`. A repository of its own, made by `pgstow init`. The machine that runs the plan must allow it in `PGSTOW_ALLOW_COPIES`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#repository BackupPlan#repository}
  */
  readonly repository: string;
  /**
  * How long sets stay there, by the rules of `retention`. Default: all stay.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#retention BackupPlan#retention}
  */
  readonly retention?: BackupPlanCopiesRetention;
}

export function backupPlanCopiesToTerraform(struct?: BackupPlanCopies | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    credentials: backupPlanCopiesCredentialsToTerraform(struct!.credentials),
    key: backupPlanCopiesKeyToTerraform(struct!.key),
    kms_key: cdktf.stringToTerraform(struct!.kmsKey),
    lock: backupPlanCopiesLockToTerraform(struct!.lock),
    passphrase: backupPlanCopiesPassphraseToTerraform(struct!.passphrase),
    repository: cdktf.stringToTerraform(struct!.repository),
    retention: backupPlanCopiesRetentionToTerraform(struct!.retention),
  }
}


export function backupPlanCopiesToHclTerraform(struct?: BackupPlanCopies | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    credentials: {
      value: backupPlanCopiesCredentialsToHclTerraform(struct!.credentials),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanCopiesCredentials",
    },
    key: {
      value: backupPlanCopiesKeyToHclTerraform(struct!.key),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanCopiesKey",
    },
    kms_key: {
      value: cdktf.stringToHclTerraform(struct!.kmsKey),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    lock: {
      value: backupPlanCopiesLockToHclTerraform(struct!.lock),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanCopiesLock",
    },
    passphrase: {
      value: backupPlanCopiesPassphraseToHclTerraform(struct!.passphrase),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanCopiesPassphrase",
    },
    repository: {
      value: cdktf.stringToHclTerraform(struct!.repository),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    retention: {
      value: backupPlanCopiesRetentionToHclTerraform(struct!.retention),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanCopiesRetention",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanCopiesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): BackupPlanCopies | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._credentials?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.credentials = this._credentials?.internalValue;
    }
    if (this._key?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.key = this._key?.internalValue;
    }
    if (this._kmsKey !== undefined) {
      hasAnyValues = true;
      internalValueResult.kmsKey = this._kmsKey;
    }
    if (this._lock?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.lock = this._lock?.internalValue;
    }
    if (this._passphrase?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.passphrase = this._passphrase?.internalValue;
    }
    if (this._repository !== undefined) {
      hasAnyValues = true;
      internalValueResult.repository = this._repository;
    }
    if (this._retention?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.retention = this._retention?.internalValue;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanCopies | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._credentials.internalValue = undefined;
      this._key.internalValue = undefined;
      this._kmsKey = undefined;
      this._lock.internalValue = undefined;
      this._passphrase.internalValue = undefined;
      this._repository = undefined;
      this._retention.internalValue = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._credentials.internalValue = value.credentials;
      this._key.internalValue = value.key;
      this._kmsKey = value.kmsKey;
      this._lock.internalValue = value.lock;
      this._passphrase.internalValue = value.passphrase;
      this._repository = value.repository;
      this._retention.internalValue = value.retention;
    }
  }

  // credentials - computed: false, optional: true, required: false
  private _credentials = new BackupPlanCopiesCredentialsOutputReference(this, "credentials");
  public get credentials() {
    return this._credentials;
  }
  public putCredentials(value: BackupPlanCopiesCredentials) {
    this._credentials.internalValue = value;
  }
  public resetCredentials() {
    this._credentials.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get credentialsInput() {
    return this._credentials.internalValue;
  }

  // key - computed: false, optional: true, required: false
  private _key = new BackupPlanCopiesKeyOutputReference(this, "key");
  public get key() {
    return this._key;
  }
  public putKey(value: BackupPlanCopiesKey) {
    this._key.internalValue = value;
  }
  public resetKey() {
    this._key.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keyInput() {
    return this._key.internalValue;
  }

  // kms_key - computed: false, optional: true, required: false
  private _kmsKey?: string; 
  public get kmsKey() {
    return this.getStringAttribute('kms_key');
  }
  public set kmsKey(value: string) {
    this._kmsKey = value;
  }
  public resetKmsKey() {
    this._kmsKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get kmsKeyInput() {
    return this._kmsKey;
  }

  // lock - computed: false, optional: true, required: false
  private _lock = new BackupPlanCopiesLockOutputReference(this, "lock");
  public get lock() {
    return this._lock;
  }
  public putLock(value: BackupPlanCopiesLock) {
    this._lock.internalValue = value;
  }
  public resetLock() {
    this._lock.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get lockInput() {
    return this._lock.internalValue;
  }

  // passphrase - computed: false, optional: true, required: false
  private _passphrase = new BackupPlanCopiesPassphraseOutputReference(this, "passphrase");
  public get passphrase() {
    return this._passphrase;
  }
  public putPassphrase(value: BackupPlanCopiesPassphrase) {
    this._passphrase.internalValue = value;
  }
  public resetPassphrase() {
    this._passphrase.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passphraseInput() {
    return this._passphrase.internalValue;
  }

  // repository - computed: false, optional: false, required: true
  private _repository?: string; 
  public get repository() {
    return this.getStringAttribute('repository');
  }
  public set repository(value: string) {
    this._repository = value;
  }
  // Temporarily expose input value. Use with caution.
  public get repositoryInput() {
    return this._repository;
  }

  // retention - computed: false, optional: true, required: false
  private _retention = new BackupPlanCopiesRetentionOutputReference(this, "retention");
  public get retention() {
    return this._retention;
  }
  public putRetention(value: BackupPlanCopiesRetention) {
    this._retention.internalValue = value;
  }
  public resetRetention() {
    this._retention.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get retentionInput() {
    return this._retention.internalValue;
  }
}

export class BackupPlanCopiesList extends cdktf.ComplexList {
  public internalValue? : BackupPlanCopies[] | cdktf.IResolvable

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
  public get(index: number): BackupPlanCopiesOutputReference {
    return new BackupPlanCopiesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface BackupPlanCrossBorder {
  /**
  * Whether it may.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#allowed BackupPlan#allowed}
  */
  readonly allowed: boolean | cdktf.IResolvable;
  /**
  * Why, or who has decided it: recorded in every set. Needed where it is allowed.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#reason BackupPlan#reason}
  */
  readonly reason?: string;
}

export function backupPlanCrossBorderToTerraform(struct?: BackupPlanCrossBorder | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    allowed: cdktf.booleanToTerraform(struct!.allowed),
    reason: cdktf.stringToTerraform(struct!.reason),
  }
}


export function backupPlanCrossBorderToHclTerraform(struct?: BackupPlanCrossBorder | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    allowed: {
      value: cdktf.booleanToHclTerraform(struct!.allowed),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    reason: {
      value: cdktf.stringToHclTerraform(struct!.reason),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanCrossBorderOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanCrossBorder | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._allowed !== undefined) {
      hasAnyValues = true;
      internalValueResult.allowed = this._allowed;
    }
    if (this._reason !== undefined) {
      hasAnyValues = true;
      internalValueResult.reason = this._reason;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanCrossBorder | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._allowed = undefined;
      this._reason = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._allowed = value.allowed;
      this._reason = value.reason;
    }
  }

  // allowed - computed: false, optional: false, required: true
  private _allowed?: boolean | cdktf.IResolvable; 
  public get allowed() {
    return this.getBooleanAttribute('allowed');
  }
  public set allowed(value: boolean | cdktf.IResolvable) {
    this._allowed = value;
  }
  // Temporarily expose input value. Use with caution.
  public get allowedInput() {
    return this._allowed;
  }

  // reason - computed: false, optional: true, required: false
  private _reason?: string; 
  public get reason() {
    return this.getStringAttribute('reason');
  }
  public set reason(value: string) {
    this._reason = value;
  }
  public resetReason() {
    this._reason = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get reasonInput() {
    return this._reason;
  }
}
export interface BackupPlanDrillAssertions {
  /**
  * What is asserted, in words of at most one line.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#name BackupPlan#name}
  */
  readonly name: string;
  /**
  * One `SELECT` that gives one row with one boolean: true passes. It can only read, for 5 minutes at most. Tables are to be named with their schemas.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#sql BackupPlan#sql}
  */
  readonly sql: string;
}

export function backupPlanDrillAssertionsToTerraform(struct?: BackupPlanDrillAssertions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    name: cdktf.stringToTerraform(struct!.name),
    sql: cdktf.stringToTerraform(struct!.sql),
  }
}


export function backupPlanDrillAssertionsToHclTerraform(struct?: BackupPlanDrillAssertions | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    name: {
      value: cdktf.stringToHclTerraform(struct!.name),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    sql: {
      value: cdktf.stringToHclTerraform(struct!.sql),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanDrillAssertionsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): BackupPlanDrillAssertions | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._name !== undefined) {
      hasAnyValues = true;
      internalValueResult.name = this._name;
    }
    if (this._sql !== undefined) {
      hasAnyValues = true;
      internalValueResult.sql = this._sql;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanDrillAssertions | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._name = undefined;
      this._sql = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._name = value.name;
      this._sql = value.sql;
    }
  }

  // name - computed: false, optional: false, required: true
  private _name?: string; 
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // sql - computed: false, optional: false, required: true
  private _sql?: string; 
  public get sql() {
    return this.getStringAttribute('sql');
  }
  public set sql(value: string) {
    this._sql = value;
  }
  // Temporarily expose input value. Use with caution.
  public get sqlInput() {
    return this._sql;
  }
}

export class BackupPlanDrillAssertionsList extends cdktf.ComplexList {
  public internalValue? : BackupPlanDrillAssertions[] | cdktf.IResolvable

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
  public get(index: number): BackupPlanDrillAssertionsOutputReference {
    return new BackupPlanDrillAssertionsOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface BackupPlanDrillSchedule {
  /**
  * In place of days and times: a cron expression of five fields, such as `7 1 * * mon-fri`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#cron BackupPlan#cron}
  */
  readonly cron?: string;
  /**
  * Days of the week on which runs start: `mon` to `sun`. Default: every day.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#days BackupPlan#days}
  */
  readonly days?: string[];
  /**
  * In place of all others: a single instant with its offset, such as `2026-12-01T01:00:00+01:00`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#once BackupPlan#once}
  */
  readonly once?: string;
  /**
  * Times of these days, in the time zone, such as `["01:00", "13:00"]`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#start_at BackupPlan#start_at}
  */
  readonly startAt?: string[];
  /**
  * The time zone of `start_at` or `cron`, as the IANA database names it. Default: `UTC`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#time_zone BackupPlan#time_zone}
  */
  readonly timeZone?: string;
}

export function backupPlanDrillScheduleToTerraform(struct?: BackupPlanDrillSchedule | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    cron: cdktf.stringToTerraform(struct!.cron),
    days: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.days),
    once: cdktf.stringToTerraform(struct!.once),
    start_at: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.startAt),
    time_zone: cdktf.stringToTerraform(struct!.timeZone),
  }
}


export function backupPlanDrillScheduleToHclTerraform(struct?: BackupPlanDrillSchedule | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    cron: {
      value: cdktf.stringToHclTerraform(struct!.cron),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    days: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.days),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    once: {
      value: cdktf.stringToHclTerraform(struct!.once),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    start_at: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.startAt),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    time_zone: {
      value: cdktf.stringToHclTerraform(struct!.timeZone),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanDrillScheduleOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanDrillSchedule | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._cron !== undefined) {
      hasAnyValues = true;
      internalValueResult.cron = this._cron;
    }
    if (this._days !== undefined) {
      hasAnyValues = true;
      internalValueResult.days = this._days;
    }
    if (this._once !== undefined) {
      hasAnyValues = true;
      internalValueResult.once = this._once;
    }
    if (this._startAt !== undefined) {
      hasAnyValues = true;
      internalValueResult.startAt = this._startAt;
    }
    if (this._timeZone !== undefined) {
      hasAnyValues = true;
      internalValueResult.timeZone = this._timeZone;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanDrillSchedule | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._cron = undefined;
      this._days = undefined;
      this._once = undefined;
      this._startAt = undefined;
      this._timeZone = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._cron = value.cron;
      this._days = value.days;
      this._once = value.once;
      this._startAt = value.startAt;
      this._timeZone = value.timeZone;
    }
  }

  // cron - computed: false, optional: true, required: false
  private _cron?: string; 
  public get cron() {
    return this.getStringAttribute('cron');
  }
  public set cron(value: string) {
    this._cron = value;
  }
  public resetCron() {
    this._cron = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cronInput() {
    return this._cron;
  }

  // days - computed: true, optional: true, required: false
  private _days?: string[]; 
  public get days() {
    return this.getListAttribute('days');
  }
  public set days(value: string[]) {
    this._days = value;
  }
  public resetDays() {
    this._days = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get daysInput() {
    return this._days;
  }

  // once - computed: false, optional: true, required: false
  private _once?: string; 
  public get once() {
    return this.getStringAttribute('once');
  }
  public set once(value: string) {
    this._once = value;
  }
  public resetOnce() {
    this._once = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get onceInput() {
    return this._once;
  }

  // start_at - computed: false, optional: true, required: false
  private _startAt?: string[]; 
  public get startAt() {
    return this.getListAttribute('start_at');
  }
  public set startAt(value: string[]) {
    this._startAt = value;
  }
  public resetStartAt() {
    this._startAt = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get startAtInput() {
    return this._startAt;
  }

  // time_zone - computed: true, optional: true, required: false
  private _timeZone?: string; 
  public get timeZone() {
    return this.getStringAttribute('time_zone');
  }
  public set timeZone(value: string) {
    this._timeZone = value;
  }
  public resetTimeZone() {
    this._timeZone = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeZoneInput() {
    return this._timeZone;
  }
}
export interface BackupPlanDrill {
  /**
  * What must hold in the restored database, beside the proof of its rows. Default: nothing.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#assertions BackupPlan#assertions}
  */
  readonly assertions?: BackupPlanDrillAssertions[] | cdktf.IResolvable;
  /**
  * When drills start: `days` and `start_at`, or `cron`, or `once`. `pgstow run-due` makes those that are due, after the backups. Default: when `pgstow drill` is called.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#schedule BackupPlan#schedule}
  */
  readonly schedule?: BackupPlanDrillSchedule;
}

export function backupPlanDrillToTerraform(struct?: BackupPlanDrill | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    assertions: cdktf.listMapper(backupPlanDrillAssertionsToTerraform, false)(struct!.assertions),
    schedule: backupPlanDrillScheduleToTerraform(struct!.schedule),
  }
}


export function backupPlanDrillToHclTerraform(struct?: BackupPlanDrill | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    assertions: {
      value: cdktf.listMapperHcl(backupPlanDrillAssertionsToHclTerraform, false)(struct!.assertions),
      isBlock: true,
      type: "list",
      storageClassType: "BackupPlanDrillAssertionsList",
    },
    schedule: {
      value: backupPlanDrillScheduleToHclTerraform(struct!.schedule),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanDrillSchedule",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanDrillOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanDrill | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._assertions?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.assertions = this._assertions?.internalValue;
    }
    if (this._schedule?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.schedule = this._schedule?.internalValue;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanDrill | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._assertions.internalValue = undefined;
      this._schedule.internalValue = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._assertions.internalValue = value.assertions;
      this._schedule.internalValue = value.schedule;
    }
  }

  // assertions - computed: false, optional: true, required: false
  private _assertions = new BackupPlanDrillAssertionsList(this, "assertions", false);
  public get assertions() {
    return this._assertions;
  }
  public putAssertions(value: BackupPlanDrillAssertions[] | cdktf.IResolvable) {
    this._assertions.internalValue = value;
  }
  public resetAssertions() {
    this._assertions.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get assertionsInput() {
    return this._assertions.internalValue;
  }

  // schedule - computed: false, optional: true, required: false
  private _schedule = new BackupPlanDrillScheduleOutputReference(this, "schedule");
  public get schedule() {
    return this._schedule;
  }
  public putSchedule(value: BackupPlanDrillSchedule) {
    this._schedule.internalValue = value;
  }
  public resetSchedule() {
    this._schedule.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get scheduleInput() {
    return this._schedule.internalValue;
  }
}
export interface BackupPlanHooks {
  /**
  * Commands that are run one after the other once those before were begun, whatever came of it. One that fails is a warning. Each is a list of its words, such as `[["systemctl", "stop", "import"]]`; no shell.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#after BackupPlan#after}
  */
  readonly after?: string[][] | cdktf.IResolvable;
  /**
  * Commands that are run one after the other before anything is read. One that fails, or takes too long, fails the run. Each is a list of its words, such as `[["systemctl", "stop", "import"]]`; no shell.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#before BackupPlan#before}
  */
  readonly before?: string[][] | cdktf.IResolvable;
  /**
  * How long one command may take, such as `10m` or `1h`, at most `24h`. Default: `10m`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#time_limit BackupPlan#time_limit}
  */
  readonly timeLimit?: string;
}

export function backupPlanHooksToTerraform(struct?: BackupPlanHooks | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    after: cdktf.listMapper(cdktf.listMapper(cdktf.stringToTerraform, false), false)(struct!.after),
    before: cdktf.listMapper(cdktf.listMapper(cdktf.stringToTerraform, false), false)(struct!.before),
    time_limit: cdktf.stringToTerraform(struct!.timeLimit),
  }
}


export function backupPlanHooksToHclTerraform(struct?: BackupPlanHooks | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    after: {
      value: cdktf.listMapperHcl(cdktf.listMapperHcl(cdktf.stringToHclTerraform, false), false)(struct!.after),
      isBlock: false,
      type: "list",
      storageClassType: "stringListList",
    },
    before: {
      value: cdktf.listMapperHcl(cdktf.listMapperHcl(cdktf.stringToHclTerraform, false), false)(struct!.before),
      isBlock: false,
      type: "list",
      storageClassType: "stringListList",
    },
    time_limit: {
      value: cdktf.stringToHclTerraform(struct!.timeLimit),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanHooksOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanHooks | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._after !== undefined) {
      hasAnyValues = true;
      internalValueResult.after = this._after;
    }
    if (this._before !== undefined) {
      hasAnyValues = true;
      internalValueResult.before = this._before;
    }
    if (this._timeLimit !== undefined) {
      hasAnyValues = true;
      internalValueResult.timeLimit = this._timeLimit;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanHooks | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._after = undefined;
      this._before = undefined;
      this._timeLimit = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._after = value.after;
      this._before = value.before;
      this._timeLimit = value.timeLimit;
    }
  }

  // after - computed: true, optional: true, required: false
  private _after?: string[][] | cdktf.IResolvable; 
  public get after() {
    return this.interpolationForAttribute('after');
  }
  public set after(value: string[][] | cdktf.IResolvable) {
    this._after = value;
  }
  public resetAfter() {
    this._after = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get afterInput() {
    return this._after;
  }

  // before - computed: true, optional: true, required: false
  private _before?: string[][] | cdktf.IResolvable; 
  public get before() {
    return this.interpolationForAttribute('before');
  }
  public set before(value: string[][] | cdktf.IResolvable) {
    this._before = value;
  }
  public resetBefore() {
    this._before = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get beforeInput() {
    return this._before;
  }

  // time_limit - computed: true, optional: true, required: false
  private _timeLimit?: string; 
  public get timeLimit() {
    return this.getStringAttribute('time_limit');
  }
  public set timeLimit(value: string) {
    this._timeLimit = value;
  }
  public resetTimeLimit() {
    this._timeLimit = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeLimitInput() {
    return this._timeLimit;
  }
}
export interface BackupPlanLock {
  /**
  * For so many days from the last backup, from 1 to 3650, nothing that a kept set needs can be deleted; at most a quarter longer. Each backup renews it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#days BackupPlan#days}
  */
  readonly days: number;
  /**
  * `GOVERNANCE`: who has `s3:BypassGovernanceRetention` can still delete it. `COMPLIANCE`: nobody can, the owner of the account included.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#mode BackupPlan#mode}
  */
  readonly mode: string;
}

export function backupPlanLockToTerraform(struct?: BackupPlanLock | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    days: cdktf.numberToTerraform(struct!.days),
    mode: cdktf.stringToTerraform(struct!.mode),
  }
}


export function backupPlanLockToHclTerraform(struct?: BackupPlanLock | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    days: {
      value: cdktf.numberToHclTerraform(struct!.days),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    mode: {
      value: cdktf.stringToHclTerraform(struct!.mode),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanLockOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanLock | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._days !== undefined) {
      hasAnyValues = true;
      internalValueResult.days = this._days;
    }
    if (this._mode !== undefined) {
      hasAnyValues = true;
      internalValueResult.mode = this._mode;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanLock | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._days = undefined;
      this._mode = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._days = value.days;
      this._mode = value.mode;
    }
  }

  // days - computed: false, optional: false, required: true
  private _days?: number; 
  public get days() {
    return this.getNumberAttribute('days');
  }
  public set days(value: number) {
    this._days = value;
  }
  // Temporarily expose input value. Use with caution.
  public get daysInput() {
    return this._days;
  }

  // mode - computed: false, optional: false, required: true
  private _mode?: string; 
  public get mode() {
    return this.getStringAttribute('mode');
  }
  public set mode(value: string) {
    this._mode = value;
  }
  // Temporarily expose input value. Use with caution.
  public get modeInput() {
    return this._mode;
  }
}
export interface BackupPlanNotificationsWebhook {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#aws_secret BackupPlan#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#key BackupPlan#key}
  */
  readonly key?: string;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#ssm_parameter BackupPlan#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function backupPlanNotificationsWebhookToTerraform(struct?: BackupPlanNotificationsWebhook | cdktf.IResolvable): any {
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


export function backupPlanNotificationsWebhookToHclTerraform(struct?: BackupPlanNotificationsWebhook | cdktf.IResolvable): any {
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

export class BackupPlanNotificationsWebhookOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanNotificationsWebhook | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanNotificationsWebhook | cdktf.IResolvable | undefined) {
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
export interface BackupPlanNotifications {
  /**
  * `json`, a document, or `slack`, a text as Slack, Mattermost and others take it. Default: `json`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#format BackupPlan#format}
  */
  readonly format?: string;
  /**
  * Any of `failure`, `success`, `skipped` and `missed`. Default: `["failure", "missed"]`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#on BackupPlan#on}
  */
  readonly on?: string[];
  /**
  * Where the address is that a message is posted to, when the plan runs: one of these. The address is in no state.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#webhook BackupPlan#webhook}
  */
  readonly webhook: BackupPlanNotificationsWebhook;
}

export function backupPlanNotificationsToTerraform(struct?: BackupPlanNotifications | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    format: cdktf.stringToTerraform(struct!.format),
    on: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.on),
    webhook: backupPlanNotificationsWebhookToTerraform(struct!.webhook),
  }
}


export function backupPlanNotificationsToHclTerraform(struct?: BackupPlanNotifications | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    format: {
      value: cdktf.stringToHclTerraform(struct!.format),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    on: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.on),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    webhook: {
      value: backupPlanNotificationsWebhookToHclTerraform(struct!.webhook),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanNotificationsWebhook",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanNotificationsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): BackupPlanNotifications | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._format !== undefined) {
      hasAnyValues = true;
      internalValueResult.format = this._format;
    }
    if (this._on !== undefined) {
      hasAnyValues = true;
      internalValueResult.on = this._on;
    }
    if (this._webhook?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.webhook = this._webhook?.internalValue;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanNotifications | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._format = undefined;
      this._on = undefined;
      this._webhook.internalValue = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._format = value.format;
      this._on = value.on;
      this._webhook.internalValue = value.webhook;
    }
  }

  // format - computed: true, optional: true, required: false
  private _format?: string; 
  public get format() {
    return this.getStringAttribute('format');
  }
  public set format(value: string) {
    this._format = value;
  }
  public resetFormat() {
    this._format = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get formatInput() {
    return this._format;
  }

  // on - computed: true, optional: true, required: false
  private _on?: string[]; 
  public get on() {
    return this.getListAttribute('on');
  }
  public set on(value: string[]) {
    this._on = value;
  }
  public resetOn() {
    this._on = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get onInput() {
    return this._on;
  }

  // webhook - computed: false, optional: false, required: true
  private _webhook = new BackupPlanNotificationsWebhookOutputReference(this, "webhook");
  public get webhook() {
    return this._webhook;
  }
  public putWebhook(value: BackupPlanNotificationsWebhook) {
    this._webhook.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get webhookInput() {
    return this._webhook.internalValue;
  }
}

export class BackupPlanNotificationsList extends cdktf.ComplexList {
  public internalValue? : BackupPlanNotifications[] | cdktf.IResolvable

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
  public get(index: number): BackupPlanNotificationsOutputReference {
    return new BackupPlanNotificationsOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface BackupPlanObjects {
  /**
  * Tables to leave out although they are included.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#exclude BackupPlan#exclude}
  */
  readonly exclude?: string[];
  /**
  * Tables to back up, as patterns `schema.table`, in which `*` stands for any characters and `?` for one. Names are case-sensitive. Default: `["*.*"]`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#include BackupPlan#include}
  */
  readonly include?: string[];
  /**
  * Included tables of which only the definition is kept, not the rows.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#structure_only BackupPlan#structure_only}
  */
  readonly structureOnly?: string[];
}

export function backupPlanObjectsToTerraform(struct?: BackupPlanObjects | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    exclude: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.exclude),
    include: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.include),
    structure_only: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.structureOnly),
  }
}


export function backupPlanObjectsToHclTerraform(struct?: BackupPlanObjects | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    exclude: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.exclude),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    include: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.include),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    structure_only: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.structureOnly),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanObjectsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanObjects | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._exclude !== undefined) {
      hasAnyValues = true;
      internalValueResult.exclude = this._exclude;
    }
    if (this._include !== undefined) {
      hasAnyValues = true;
      internalValueResult.include = this._include;
    }
    if (this._structureOnly !== undefined) {
      hasAnyValues = true;
      internalValueResult.structureOnly = this._structureOnly;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanObjects | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._exclude = undefined;
      this._include = undefined;
      this._structureOnly = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._exclude = value.exclude;
      this._include = value.include;
      this._structureOnly = value.structureOnly;
    }
  }

  // exclude - computed: true, optional: true, required: false
  private _exclude?: string[]; 
  public get exclude() {
    return this.getListAttribute('exclude');
  }
  public set exclude(value: string[]) {
    this._exclude = value;
  }
  public resetExclude() {
    this._exclude = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get excludeInput() {
    return this._exclude;
  }

  // include - computed: true, optional: true, required: false
  private _include?: string[]; 
  public get include() {
    return this.getListAttribute('include');
  }
  public set include(value: string[]) {
    this._include = value;
  }
  public resetInclude() {
    this._include = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get includeInput() {
    return this._include;
  }

  // structure_only - computed: true, optional: true, required: false
  private _structureOnly?: string[]; 
  public get structureOnly() {
    return this.getListAttribute('structure_only');
  }
  public set structureOnly(value: string[]) {
    this._structureOnly = value;
  }
  public resetStructureOnly() {
    this._structureOnly = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get structureOnlyInput() {
    return this._structureOnly;
  }
}
export interface BackupPlanPing {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#aws_secret BackupPlan#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#key BackupPlan#key}
  */
  readonly key?: string;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#ssm_parameter BackupPlan#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function backupPlanPingToTerraform(struct?: BackupPlanPing | cdktf.IResolvable): any {
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


export function backupPlanPingToHclTerraform(struct?: BackupPlanPing | cdktf.IResolvable): any {
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

export class BackupPlanPingOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanPing | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanPing | cdktf.IResolvable | undefined) {
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
export interface BackupPlanRetention {
  /**
  * The newest set of each of the last so many days that have one, in UTC.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_daily BackupPlan#keep_daily}
  */
  readonly keepDaily?: number;
  /**
  * Every set that is younger than so many days.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_days BackupPlan#keep_days}
  */
  readonly keepDays?: number;
  /**
  * The newest set of each of the last so many hours that have one, in UTC.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_hourly BackupPlan#keep_hourly}
  */
  readonly keepHourly?: number;
  /**
  * So many sets, the newest ones.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_last BackupPlan#keep_last}
  */
  readonly keepLast?: number;
  /**
  * The newest set of each of the last so many months that have one, in UTC.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_monthly BackupPlan#keep_monthly}
  */
  readonly keepMonthly?: number;
  /**
  * The newest set of each of the last so many weeks (ISO 8601) that have one, in UTC.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_weekly BackupPlan#keep_weekly}
  */
  readonly keepWeekly?: number;
  /**
  * The newest set of each of the last so many years that have one, in UTC.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#keep_yearly BackupPlan#keep_yearly}
  */
  readonly keepYearly?: number;
}

export function backupPlanRetentionToTerraform(struct?: BackupPlanRetention | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    keep_daily: cdktf.numberToTerraform(struct!.keepDaily),
    keep_days: cdktf.numberToTerraform(struct!.keepDays),
    keep_hourly: cdktf.numberToTerraform(struct!.keepHourly),
    keep_last: cdktf.numberToTerraform(struct!.keepLast),
    keep_monthly: cdktf.numberToTerraform(struct!.keepMonthly),
    keep_weekly: cdktf.numberToTerraform(struct!.keepWeekly),
    keep_yearly: cdktf.numberToTerraform(struct!.keepYearly),
  }
}


export function backupPlanRetentionToHclTerraform(struct?: BackupPlanRetention | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    keep_daily: {
      value: cdktf.numberToHclTerraform(struct!.keepDaily),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    keep_days: {
      value: cdktf.numberToHclTerraform(struct!.keepDays),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    keep_hourly: {
      value: cdktf.numberToHclTerraform(struct!.keepHourly),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    keep_last: {
      value: cdktf.numberToHclTerraform(struct!.keepLast),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    keep_monthly: {
      value: cdktf.numberToHclTerraform(struct!.keepMonthly),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    keep_weekly: {
      value: cdktf.numberToHclTerraform(struct!.keepWeekly),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    keep_yearly: {
      value: cdktf.numberToHclTerraform(struct!.keepYearly),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanRetentionOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanRetention | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._keepDaily !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepDaily = this._keepDaily;
    }
    if (this._keepDays !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepDays = this._keepDays;
    }
    if (this._keepHourly !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepHourly = this._keepHourly;
    }
    if (this._keepLast !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepLast = this._keepLast;
    }
    if (this._keepMonthly !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepMonthly = this._keepMonthly;
    }
    if (this._keepWeekly !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepWeekly = this._keepWeekly;
    }
    if (this._keepYearly !== undefined) {
      hasAnyValues = true;
      internalValueResult.keepYearly = this._keepYearly;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanRetention | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._keepDaily = undefined;
      this._keepDays = undefined;
      this._keepHourly = undefined;
      this._keepLast = undefined;
      this._keepMonthly = undefined;
      this._keepWeekly = undefined;
      this._keepYearly = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._keepDaily = value.keepDaily;
      this._keepDays = value.keepDays;
      this._keepHourly = value.keepHourly;
      this._keepLast = value.keepLast;
      this._keepMonthly = value.keepMonthly;
      this._keepWeekly = value.keepWeekly;
      this._keepYearly = value.keepYearly;
    }
  }

  // keep_daily - computed: false, optional: true, required: false
  private _keepDaily?: number; 
  public get keepDaily() {
    return this.getNumberAttribute('keep_daily');
  }
  public set keepDaily(value: number) {
    this._keepDaily = value;
  }
  public resetKeepDaily() {
    this._keepDaily = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepDailyInput() {
    return this._keepDaily;
  }

  // keep_days - computed: false, optional: true, required: false
  private _keepDays?: number; 
  public get keepDays() {
    return this.getNumberAttribute('keep_days');
  }
  public set keepDays(value: number) {
    this._keepDays = value;
  }
  public resetKeepDays() {
    this._keepDays = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepDaysInput() {
    return this._keepDays;
  }

  // keep_hourly - computed: false, optional: true, required: false
  private _keepHourly?: number; 
  public get keepHourly() {
    return this.getNumberAttribute('keep_hourly');
  }
  public set keepHourly(value: number) {
    this._keepHourly = value;
  }
  public resetKeepHourly() {
    this._keepHourly = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepHourlyInput() {
    return this._keepHourly;
  }

  // keep_last - computed: false, optional: true, required: false
  private _keepLast?: number; 
  public get keepLast() {
    return this.getNumberAttribute('keep_last');
  }
  public set keepLast(value: number) {
    this._keepLast = value;
  }
  public resetKeepLast() {
    this._keepLast = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepLastInput() {
    return this._keepLast;
  }

  // keep_monthly - computed: false, optional: true, required: false
  private _keepMonthly?: number; 
  public get keepMonthly() {
    return this.getNumberAttribute('keep_monthly');
  }
  public set keepMonthly(value: number) {
    this._keepMonthly = value;
  }
  public resetKeepMonthly() {
    this._keepMonthly = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepMonthlyInput() {
    return this._keepMonthly;
  }

  // keep_weekly - computed: false, optional: true, required: false
  private _keepWeekly?: number; 
  public get keepWeekly() {
    return this.getNumberAttribute('keep_weekly');
  }
  public set keepWeekly(value: number) {
    this._keepWeekly = value;
  }
  public resetKeepWeekly() {
    this._keepWeekly = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepWeeklyInput() {
    return this._keepWeekly;
  }

  // keep_yearly - computed: false, optional: true, required: false
  private _keepYearly?: number; 
  public get keepYearly() {
    return this.getNumberAttribute('keep_yearly');
  }
  public set keepYearly(value: number) {
    this._keepYearly = value;
  }
  public resetKeepYearly() {
    this._keepYearly = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keepYearlyInput() {
    return this._keepYearly;
  }
}
export interface BackupPlanSchedule {
  /**
  * In place of days and times: a cron expression of five fields, such as `7 1 * * mon-fri`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#cron BackupPlan#cron}
  */
  readonly cron?: string;
  /**
  * Days of the week on which runs start: `mon` to `sun`. Default: every day.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#days BackupPlan#days}
  */
  readonly days?: string[];
  /**
  * In place of all others: a single instant with its offset, such as `2026-12-01T01:00:00+01:00`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#once BackupPlan#once}
  */
  readonly once?: string;
  /**
  * Times of these days, in the time zone, such as `["01:00", "13:00"]`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#start_at BackupPlan#start_at}
  */
  readonly startAt?: string[];
  /**
  * The time zone of `start_at` or `cron`, as the IANA database names it. Default: `UTC`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#time_zone BackupPlan#time_zone}
  */
  readonly timeZone?: string;
}

export function backupPlanScheduleToTerraform(struct?: BackupPlanSchedule | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    cron: cdktf.stringToTerraform(struct!.cron),
    days: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.days),
    once: cdktf.stringToTerraform(struct!.once),
    start_at: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.startAt),
    time_zone: cdktf.stringToTerraform(struct!.timeZone),
  }
}


export function backupPlanScheduleToHclTerraform(struct?: BackupPlanSchedule | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    cron: {
      value: cdktf.stringToHclTerraform(struct!.cron),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    days: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.days),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    once: {
      value: cdktf.stringToHclTerraform(struct!.once),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    start_at: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.startAt),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    time_zone: {
      value: cdktf.stringToHclTerraform(struct!.timeZone),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanScheduleOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSchedule | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._cron !== undefined) {
      hasAnyValues = true;
      internalValueResult.cron = this._cron;
    }
    if (this._days !== undefined) {
      hasAnyValues = true;
      internalValueResult.days = this._days;
    }
    if (this._once !== undefined) {
      hasAnyValues = true;
      internalValueResult.once = this._once;
    }
    if (this._startAt !== undefined) {
      hasAnyValues = true;
      internalValueResult.startAt = this._startAt;
    }
    if (this._timeZone !== undefined) {
      hasAnyValues = true;
      internalValueResult.timeZone = this._timeZone;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: BackupPlanSchedule | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._cron = undefined;
      this._days = undefined;
      this._once = undefined;
      this._startAt = undefined;
      this._timeZone = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._cron = value.cron;
      this._days = value.days;
      this._once = value.once;
      this._startAt = value.startAt;
      this._timeZone = value.timeZone;
    }
  }

  // cron - computed: false, optional: true, required: false
  private _cron?: string; 
  public get cron() {
    return this.getStringAttribute('cron');
  }
  public set cron(value: string) {
    this._cron = value;
  }
  public resetCron() {
    this._cron = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get cronInput() {
    return this._cron;
  }

  // days - computed: true, optional: true, required: false
  private _days?: string[]; 
  public get days() {
    return this.getListAttribute('days');
  }
  public set days(value: string[]) {
    this._days = value;
  }
  public resetDays() {
    this._days = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get daysInput() {
    return this._days;
  }

  // once - computed: false, optional: true, required: false
  private _once?: string; 
  public get once() {
    return this.getStringAttribute('once');
  }
  public set once(value: string) {
    this._once = value;
  }
  public resetOnce() {
    this._once = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get onceInput() {
    return this._once;
  }

  // start_at - computed: false, optional: true, required: false
  private _startAt?: string[]; 
  public get startAt() {
    return this.getListAttribute('start_at');
  }
  public set startAt(value: string[]) {
    this._startAt = value;
  }
  public resetStartAt() {
    this._startAt = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get startAtInput() {
    return this._startAt;
  }

  // time_zone - computed: true, optional: true, required: false
  private _timeZone?: string; 
  public get timeZone() {
    return this.getStringAttribute('time_zone');
  }
  public set timeZone(value: string) {
    this._timeZone = value;
  }
  public resetTimeZone() {
    this._timeZone = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeZoneInput() {
    return this._timeZone;
  }
}
export interface BackupPlanSourceBastionKnownHosts {
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
}

export function backupPlanSourceBastionKnownHostsToTerraform(struct?: BackupPlanSourceBastionKnownHosts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
  }
}


export function backupPlanSourceBastionKnownHostsToHclTerraform(struct?: BackupPlanSourceBastionKnownHosts | cdktf.IResolvable): any {
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

export class BackupPlanSourceBastionKnownHostsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourceBastionKnownHosts | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourceBastionKnownHosts | cdktf.IResolvable | undefined) {
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
export interface BackupPlanSourceBastionPassphrase {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#aws_secret BackupPlan#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#key BackupPlan#key}
  */
  readonly key?: string;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#ssm_parameter BackupPlan#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function backupPlanSourceBastionPassphraseToTerraform(struct?: BackupPlanSourceBastionPassphrase | cdktf.IResolvable): any {
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


export function backupPlanSourceBastionPassphraseToHclTerraform(struct?: BackupPlanSourceBastionPassphrase | cdktf.IResolvable): any {
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

export class BackupPlanSourceBastionPassphraseOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourceBastionPassphrase | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourceBastionPassphrase | cdktf.IResolvable | undefined) {
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
export interface BackupPlanSourceBastionPrivateKey {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#aws_secret BackupPlan#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#key BackupPlan#key}
  */
  readonly key?: string;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#ssm_parameter BackupPlan#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function backupPlanSourceBastionPrivateKeyToTerraform(struct?: BackupPlanSourceBastionPrivateKey | cdktf.IResolvable): any {
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


export function backupPlanSourceBastionPrivateKeyToHclTerraform(struct?: BackupPlanSourceBastionPrivateKey | cdktf.IResolvable): any {
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

export class BackupPlanSourceBastionPrivateKeyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourceBastionPrivateKey | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourceBastionPrivateKey | cdktf.IResolvable | undefined) {
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
export interface BackupPlanSourceBastion {
  /**
  * Let the SSH agent (`SSH_AUTH_SOCK`) of the machine sign. It is never forwarded.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#agent BackupPlan#agent}
  */
  readonly agent?: boolean | cdktf.IResolvable;
  /**
  * Host name or address of the bastion.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#host BackupPlan#host}
  */
  readonly host: string;
  /**
  * By which the bastion is recognized: its host key as known_hosts has it, or the fingerprint of it. Default: what the files of known hosts say. A bastion that is not recognized is refused.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#host_key BackupPlan#host_key}
  */
  readonly hostKey?: string;
  /**
  * Where a file of known hosts is, in place of `host_key`, on the machine that runs the plan: one of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#known_hosts BackupPlan#known_hosts}
  */
  readonly knownHosts?: BackupPlanSourceBastionKnownHosts;
  /**
  * Where the passphrase of the private key is. Default: it has none.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#passphrase BackupPlan#passphrase}
  */
  readonly passphrase?: BackupPlanSourceBastionPassphrase;
  /**
  * Port of its sshd. Default: 22.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#port BackupPlan#port}
  */
  readonly port?: number;
  /**
  * Where the private key is that lets us in, in OpenSSH's form or as PEM. In its place: `agent`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#private_key BackupPlan#private_key}
  */
  readonly privateKey?: BackupPlanSourceBastionPrivateKey;
  /**
  * Whom to log in as there. A shell is not needed.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#user BackupPlan#user}
  */
  readonly user: string;
}

export function backupPlanSourceBastionToTerraform(struct?: BackupPlanSourceBastion | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    agent: cdktf.booleanToTerraform(struct!.agent),
    host: cdktf.stringToTerraform(struct!.host),
    host_key: cdktf.stringToTerraform(struct!.hostKey),
    known_hosts: backupPlanSourceBastionKnownHostsToTerraform(struct!.knownHosts),
    passphrase: backupPlanSourceBastionPassphraseToTerraform(struct!.passphrase),
    port: cdktf.numberToTerraform(struct!.port),
    private_key: backupPlanSourceBastionPrivateKeyToTerraform(struct!.privateKey),
    user: cdktf.stringToTerraform(struct!.user),
  }
}


export function backupPlanSourceBastionToHclTerraform(struct?: BackupPlanSourceBastion | cdktf.IResolvable): any {
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
      value: backupPlanSourceBastionKnownHostsToHclTerraform(struct!.knownHosts),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourceBastionKnownHosts",
    },
    passphrase: {
      value: backupPlanSourceBastionPassphraseToHclTerraform(struct!.passphrase),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourceBastionPassphrase",
    },
    port: {
      value: cdktf.numberToHclTerraform(struct!.port),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    private_key: {
      value: backupPlanSourceBastionPrivateKeyToHclTerraform(struct!.privateKey),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourceBastionPrivateKey",
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

export class BackupPlanSourceBastionOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourceBastion | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourceBastion | cdktf.IResolvable | undefined) {
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
  private _knownHosts = new BackupPlanSourceBastionKnownHostsOutputReference(this, "known_hosts");
  public get knownHosts() {
    return this._knownHosts;
  }
  public putKnownHosts(value: BackupPlanSourceBastionKnownHosts) {
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
  private _passphrase = new BackupPlanSourceBastionPassphraseOutputReference(this, "passphrase");
  public get passphrase() {
    return this._passphrase;
  }
  public putPassphrase(value: BackupPlanSourceBastionPassphrase) {
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
  private _privateKey = new BackupPlanSourceBastionPrivateKeyOutputReference(this, "private_key");
  public get privateKey() {
    return this._privateKey;
  }
  public putPrivateKey(value: BackupPlanSourceBastionPrivateKey) {
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
export interface BackupPlanSourceInstanceAlibabaPolardb {
  /**
  * Id of the cluster.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#id BackupPlan#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id: string;
  /**
  * Which of its addresses to take: `private` (the default), that in its VPC, or `public`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#network BackupPlan#network}
  */
  readonly network?: string;
  /**
  * Its region.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region: string;
}

export function backupPlanSourceInstanceAlibabaPolardbToTerraform(struct?: BackupPlanSourceInstanceAlibabaPolardb | cdktf.IResolvable): any {
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


export function backupPlanSourceInstanceAlibabaPolardbToHclTerraform(struct?: BackupPlanSourceInstanceAlibabaPolardb | cdktf.IResolvable): any {
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

export class BackupPlanSourceInstanceAlibabaPolardbOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourceInstanceAlibabaPolardb | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourceInstanceAlibabaPolardb | cdktf.IResolvable | undefined) {
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
export interface BackupPlanSourceInstanceAlibabaRds {
  /**
  * Id of the instance.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#id BackupPlan#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id: string;
  /**
  * Which of its addresses to take: `private` (the default), that in its VPC, or `public`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#network BackupPlan#network}
  */
  readonly network?: string;
  /**
  * Its region.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region: string;
}

export function backupPlanSourceInstanceAlibabaRdsToTerraform(struct?: BackupPlanSourceInstanceAlibabaRds | cdktf.IResolvable): any {
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


export function backupPlanSourceInstanceAlibabaRdsToHclTerraform(struct?: BackupPlanSourceInstanceAlibabaRds | cdktf.IResolvable): any {
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

export class BackupPlanSourceInstanceAlibabaRdsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourceInstanceAlibabaRds | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourceInstanceAlibabaRds | cdktf.IResolvable | undefined) {
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
export interface BackupPlanSourceInstanceAwsRds {
  /**
  * Identifier of a DB instance, or of an Aurora cluster.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#id BackupPlan#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id: string;
  /**
  * Its region.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region: string;
}

export function backupPlanSourceInstanceAwsRdsToTerraform(struct?: BackupPlanSourceInstanceAwsRds | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    id: cdktf.stringToTerraform(struct!.id),
    region: cdktf.stringToTerraform(struct!.region),
  }
}


export function backupPlanSourceInstanceAwsRdsToHclTerraform(struct?: BackupPlanSourceInstanceAwsRds | cdktf.IResolvable): any {
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

export class BackupPlanSourceInstanceAwsRdsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourceInstanceAwsRds | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourceInstanceAwsRds | cdktf.IResolvable | undefined) {
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
export interface BackupPlanSourceInstance {
  /**
  * PolarDB of Alibaba Cloud. Takes `polardb:DescribeDBClusterEndpoints`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#alibaba_polardb BackupPlan#alibaba_polardb}
  */
  readonly alibabaPolardb?: BackupPlanSourceInstanceAlibabaPolardb;
  /**
  * ApsaraDB RDS of Alibaba Cloud. Takes `rds:DescribeDBInstanceNetInfo`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#alibaba_rds BackupPlan#alibaba_rds}
  */
  readonly alibabaRds?: BackupPlanSourceInstanceAlibabaRds;
  /**
  * Amazon RDS or Aurora. Takes `rds:DescribeDBInstances`, and `rds:DescribeDBClusters` for a cluster.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#aws_rds BackupPlan#aws_rds}
  */
  readonly awsRds?: BackupPlanSourceInstanceAwsRds;
}

export function backupPlanSourceInstanceToTerraform(struct?: BackupPlanSourceInstance | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    alibaba_polardb: backupPlanSourceInstanceAlibabaPolardbToTerraform(struct!.alibabaPolardb),
    alibaba_rds: backupPlanSourceInstanceAlibabaRdsToTerraform(struct!.alibabaRds),
    aws_rds: backupPlanSourceInstanceAwsRdsToTerraform(struct!.awsRds),
  }
}


export function backupPlanSourceInstanceToHclTerraform(struct?: BackupPlanSourceInstance | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    alibaba_polardb: {
      value: backupPlanSourceInstanceAlibabaPolardbToHclTerraform(struct!.alibabaPolardb),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourceInstanceAlibabaPolardb",
    },
    alibaba_rds: {
      value: backupPlanSourceInstanceAlibabaRdsToHclTerraform(struct!.alibabaRds),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourceInstanceAlibabaRds",
    },
    aws_rds: {
      value: backupPlanSourceInstanceAwsRdsToHclTerraform(struct!.awsRds),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourceInstanceAwsRds",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanSourceInstanceOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourceInstance | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourceInstance | cdktf.IResolvable | undefined) {
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
  private _alibabaPolardb = new BackupPlanSourceInstanceAlibabaPolardbOutputReference(this, "alibaba_polardb");
  public get alibabaPolardb() {
    return this._alibabaPolardb;
  }
  public putAlibabaPolardb(value: BackupPlanSourceInstanceAlibabaPolardb) {
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
  private _alibabaRds = new BackupPlanSourceInstanceAlibabaRdsOutputReference(this, "alibaba_rds");
  public get alibabaRds() {
    return this._alibabaRds;
  }
  public putAlibabaRds(value: BackupPlanSourceInstanceAlibabaRds) {
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
  private _awsRds = new BackupPlanSourceInstanceAwsRdsOutputReference(this, "aws_rds");
  public get awsRds() {
    return this._awsRds;
  }
  public putAwsRds(value: BackupPlanSourceInstanceAwsRds) {
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
export interface BackupPlanSourcePasswordRdsIam {
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region?: string;
}

export function backupPlanSourcePasswordRdsIamToTerraform(struct?: BackupPlanSourcePasswordRdsIam | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    region: cdktf.stringToTerraform(struct!.region),
  }
}


export function backupPlanSourcePasswordRdsIamToHclTerraform(struct?: BackupPlanSourcePasswordRdsIam | cdktf.IResolvable): any {
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

export class BackupPlanSourcePasswordRdsIamOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourcePasswordRdsIam | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourcePasswordRdsIam | cdktf.IResolvable | undefined) {
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
export interface BackupPlanSourcePassword {
  /**
  * Name or ARN of a secret in AWS Secrets Manager.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#aws_secret BackupPlan#aws_secret}
  */
  readonly awsSecret?: string;
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
  /**
  * Field of that secret, where it is a JSON object.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#key BackupPlan#key}
  */
  readonly key?: string;
  /**
  * A token of IAM authentication of Amazon RDS, made anew for every connection.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#rds_iam BackupPlan#rds_iam}
  */
  readonly rdsIam?: BackupPlanSourcePasswordRdsIam;
  /**
  * AWS's name of a region. Default: that of the ARN or of the environment.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region?: string;
  /**
  * Name or ARN of a parameter in AWS Systems Manager Parameter Store.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#ssm_parameter BackupPlan#ssm_parameter}
  */
  readonly ssmParameter?: string;
}

export function backupPlanSourcePasswordToTerraform(struct?: BackupPlanSourcePassword | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    aws_secret: cdktf.stringToTerraform(struct!.awsSecret),
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
    key: cdktf.stringToTerraform(struct!.key),
    rds_iam: backupPlanSourcePasswordRdsIamToTerraform(struct!.rdsIam),
    region: cdktf.stringToTerraform(struct!.region),
    ssm_parameter: cdktf.stringToTerraform(struct!.ssmParameter),
  }
}


export function backupPlanSourcePasswordToHclTerraform(struct?: BackupPlanSourcePassword | cdktf.IResolvable): any {
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
      value: backupPlanSourcePasswordRdsIamToHclTerraform(struct!.rdsIam),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourcePasswordRdsIam",
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

export class BackupPlanSourcePasswordOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourcePassword | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourcePassword | cdktf.IResolvable | undefined) {
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
  private _rdsIam = new BackupPlanSourcePasswordRdsIamOutputReference(this, "rds_iam");
  public get rdsIam() {
    return this._rdsIam;
  }
  public putRdsIam(value: BackupPlanSourcePasswordRdsIam) {
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
export interface BackupPlanSourceSslClientCertificate {
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
}

export function backupPlanSourceSslClientCertificateToTerraform(struct?: BackupPlanSourceSslClientCertificate | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
  }
}


export function backupPlanSourceSslClientCertificateToHclTerraform(struct?: BackupPlanSourceSslClientCertificate | cdktf.IResolvable): any {
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

export class BackupPlanSourceSslClientCertificateOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourceSslClientCertificate | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourceSslClientCertificate | cdktf.IResolvable | undefined) {
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
export interface BackupPlanSourceSslClientKey {
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
}

export function backupPlanSourceSslClientKeyToTerraform(struct?: BackupPlanSourceSslClientKey | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
  }
}


export function backupPlanSourceSslClientKeyToHclTerraform(struct?: BackupPlanSourceSslClientKey | cdktf.IResolvable): any {
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

export class BackupPlanSourceSslClientKeyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourceSslClientKey | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourceSslClientKey | cdktf.IResolvable | undefined) {
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
export interface BackupPlanSourceSslRootCertificate {
  /**
  * Name of an environment variable.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#env BackupPlan#env}
  */
  readonly env?: string;
  /**
  * Path of a file.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#file BackupPlan#file}
  */
  readonly file?: string;
}

export function backupPlanSourceSslRootCertificateToTerraform(struct?: BackupPlanSourceSslRootCertificate | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    env: cdktf.stringToTerraform(struct!.env),
    file: cdktf.stringToTerraform(struct!.file),
  }
}


export function backupPlanSourceSslRootCertificateToHclTerraform(struct?: BackupPlanSourceSslRootCertificate | cdktf.IResolvable): any {
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

export class BackupPlanSourceSslRootCertificateOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourceSslRootCertificate | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourceSslRootCertificate | cdktf.IResolvable | undefined) {
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
export interface BackupPlanSourceSsl {
  /**
  * Where the certificate (PEM) is that the client shows; goes with `client_key`, on the machine that runs the plan: one of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#client_certificate BackupPlan#client_certificate}
  */
  readonly clientCertificate?: BackupPlanSourceSslClientCertificate;
  /**
  * Where the client certificate's private key (PEM) is; goes with `client_certificate`, on the machine that runs the plan: one of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#client_key BackupPlan#client_key}
  */
  readonly clientKey?: BackupPlanSourceSslClientKey;
  /**
  * How far TLS is insisted on, in libpq's terms: `disable`, `prefer` (the default), `require`, `verify-ca` or `verify-full`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#mode BackupPlan#mode}
  */
  readonly mode?: string;
  /**
  * Where the certificate (PEM) of the authority is that signed the server's, on the machine that runs the plan: one of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#root_certificate BackupPlan#root_certificate}
  */
  readonly rootCertificate?: BackupPlanSourceSslRootCertificate;
}

export function backupPlanSourceSslToTerraform(struct?: BackupPlanSourceSsl | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    client_certificate: backupPlanSourceSslClientCertificateToTerraform(struct!.clientCertificate),
    client_key: backupPlanSourceSslClientKeyToTerraform(struct!.clientKey),
    mode: cdktf.stringToTerraform(struct!.mode),
    root_certificate: backupPlanSourceSslRootCertificateToTerraform(struct!.rootCertificate),
  }
}


export function backupPlanSourceSslToHclTerraform(struct?: BackupPlanSourceSsl | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    client_certificate: {
      value: backupPlanSourceSslClientCertificateToHclTerraform(struct!.clientCertificate),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourceSslClientCertificate",
    },
    client_key: {
      value: backupPlanSourceSslClientKeyToHclTerraform(struct!.clientKey),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourceSslClientKey",
    },
    mode: {
      value: cdktf.stringToHclTerraform(struct!.mode),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    root_certificate: {
      value: backupPlanSourceSslRootCertificateToHclTerraform(struct!.rootCertificate),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourceSslRootCertificate",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class BackupPlanSourceSslOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSourceSsl | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanSourceSsl | cdktf.IResolvable | undefined) {
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
  private _clientCertificate = new BackupPlanSourceSslClientCertificateOutputReference(this, "client_certificate");
  public get clientCertificate() {
    return this._clientCertificate;
  }
  public putClientCertificate(value: BackupPlanSourceSslClientCertificate) {
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
  private _clientKey = new BackupPlanSourceSslClientKeyOutputReference(this, "client_key");
  public get clientKey() {
    return this._clientKey;
  }
  public putClientKey(value: BackupPlanSourceSslClientKey) {
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
  private _rootCertificate = new BackupPlanSourceSslRootCertificateOutputReference(this, "root_certificate");
  public get rootCertificate() {
    return this._rootCertificate;
  }
  public putRootCertificate(value: BackupPlanSourceSslRootCertificate) {
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
export interface BackupPlanSource {
  /**
  * The host through which the server is reached by SSH. Default: it is reached directly.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#bastion BackupPlan#bastion}
  */
  readonly bastion?: BackupPlanSourceBastion;
  /**
  * Name of the database to back up.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#database BackupPlan#database}
  */
  readonly database: string;
  /**
  * Host name or address of the server, or the absolute path of the folder that holds its unix socket; with a bastion, as it is called there. In its place: `instance`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#host BackupPlan#host}
  */
  readonly host?: string;
  /**
  * A managed server, by region and identifier, in place of `host` and `port`: they are asked for when they are needed. One of these.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#instance BackupPlan#instance}
  */
  readonly instance?: BackupPlanSourceInstance;
  /**
  * Where the role's password is when the plan runs: one of these. In place of `password_wo`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#password BackupPlan#password}
  */
  readonly password?: BackupPlanSourcePassword;
  /**
  * The role's password. It is sealed to the public key of the repository, and kept in no state and no plan file, if it comes from a variable with `ephemeral = true`: the values of others stand in the plan file. Needs an encrypted repository, and `password_wo_version`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#password_wo BackupPlan#password_wo}
  */
  readonly passwordWo?: string;
  /**
  * Any number; another one says that `password_wo` is another password now.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#password_wo_version BackupPlan#password_wo_version}
  */
  readonly passwordWoVersion?: number;
  /**
  * TCP port, or the number in the name of the unix socket; that of an instance is asked for. Default: 5432.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#port BackupPlan#port}
  */
  readonly port?: number;
  /**
  * Where the database is, in your own words. A repository that says it is elsewhere is refused, unless `cross_border` allows it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#region BackupPlan#region}
  */
  readonly region?: string;
  /**
  * Encryption of the connection.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#ssl BackupPlan#ssl}
  */
  readonly ssl?: BackupPlanSourceSsl;
  /**
  * Role to log in as. Read rights are enough.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#user BackupPlan#user}
  */
  readonly user: string;
}

export function backupPlanSourceToTerraform(struct?: BackupPlanSource | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    bastion: backupPlanSourceBastionToTerraform(struct!.bastion),
    database: cdktf.stringToTerraform(struct!.database),
    host: cdktf.stringToTerraform(struct!.host),
    instance: backupPlanSourceInstanceToTerraform(struct!.instance),
    password: backupPlanSourcePasswordToTerraform(struct!.password),
    password_wo: cdktf.stringToTerraform(struct!.passwordWo),
    password_wo_version: cdktf.numberToTerraform(struct!.passwordWoVersion),
    port: cdktf.numberToTerraform(struct!.port),
    region: cdktf.stringToTerraform(struct!.region),
    ssl: backupPlanSourceSslToTerraform(struct!.ssl),
    user: cdktf.stringToTerraform(struct!.user),
  }
}


export function backupPlanSourceToHclTerraform(struct?: BackupPlanSource | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    bastion: {
      value: backupPlanSourceBastionToHclTerraform(struct!.bastion),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourceBastion",
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
      value: backupPlanSourceInstanceToHclTerraform(struct!.instance),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourceInstance",
    },
    password: {
      value: backupPlanSourcePasswordToHclTerraform(struct!.password),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourcePassword",
    },
    password_wo: {
      value: cdktf.stringToHclTerraform(struct!.passwordWo),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    password_wo_version: {
      value: cdktf.numberToHclTerraform(struct!.passwordWoVersion),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    port: {
      value: cdktf.numberToHclTerraform(struct!.port),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    region: {
      value: cdktf.stringToHclTerraform(struct!.region),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    ssl: {
      value: backupPlanSourceSslToHclTerraform(struct!.ssl),
      isBlock: true,
      type: "struct",
      storageClassType: "BackupPlanSourceSsl",
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

export class BackupPlanSourceOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanSource | cdktf.IResolvable | undefined {
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
    if (this._passwordWoVersion !== undefined) {
      hasAnyValues = true;
      internalValueResult.passwordWoVersion = this._passwordWoVersion;
    }
    if (this._port !== undefined) {
      hasAnyValues = true;
      internalValueResult.port = this._port;
    }
    if (this._region !== undefined) {
      hasAnyValues = true;
      internalValueResult.region = this._region;
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

  public set internalValue(value: BackupPlanSource | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._bastion.internalValue = undefined;
      this._database = undefined;
      this._host = undefined;
      this._instance.internalValue = undefined;
      this._password.internalValue = undefined;
      this._passwordWo = undefined;
      this._passwordWoVersion = undefined;
      this._port = undefined;
      this._region = undefined;
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
      this._passwordWoVersion = value.passwordWoVersion;
      this._port = value.port;
      this._region = value.region;
      this._ssl.internalValue = value.ssl;
      this._user = value.user;
    }
  }

  // bastion - computed: false, optional: true, required: false
  private _bastion = new BackupPlanSourceBastionOutputReference(this, "bastion");
  public get bastion() {
    return this._bastion;
  }
  public putBastion(value: BackupPlanSourceBastion) {
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
  private _instance = new BackupPlanSourceInstanceOutputReference(this, "instance");
  public get instance() {
    return this._instance;
  }
  public putInstance(value: BackupPlanSourceInstance) {
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
  private _password = new BackupPlanSourcePasswordOutputReference(this, "password");
  public get password() {
    return this._password;
  }
  public putPassword(value: BackupPlanSourcePassword) {
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

  // password_wo_version - computed: false, optional: true, required: false
  private _passwordWoVersion?: number; 
  public get passwordWoVersion() {
    return this.getNumberAttribute('password_wo_version');
  }
  public set passwordWoVersion(value: number) {
    this._passwordWoVersion = value;
  }
  public resetPasswordWoVersion() {
    this._passwordWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passwordWoVersionInput() {
    return this._passwordWoVersion;
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

  // ssl - computed: true, optional: true, required: false
  private _ssl = new BackupPlanSourceSslOutputReference(this, "ssl");
  public get ssl() {
    return this._ssl;
  }
  public putSsl(value: BackupPlanSourceSsl) {
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
export interface BackupPlanTimeouts {
  /**
  * The first backup, such as `"90s"`, `"30m"` or `"1h30m"`. What takes longer is given up.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#create BackupPlan#create}
  */
  readonly create?: string;
}

export function backupPlanTimeoutsToTerraform(struct?: BackupPlanTimeouts | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    create: cdktf.stringToTerraform(struct!.create),
  }
}


export function backupPlanTimeoutsToHclTerraform(struct?: BackupPlanTimeouts | cdktf.IResolvable): any {
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

export class BackupPlanTimeoutsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): BackupPlanTimeouts | cdktf.IResolvable | undefined {
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

  public set internalValue(value: BackupPlanTimeouts | cdktf.IResolvable | undefined) {
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
* Represents a {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan pgstow_backup_plan}
*/
export class BackupPlan extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pgstow_backup_plan";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a BackupPlan resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the BackupPlan to import
  * @param importFromId The id of the existing BackupPlan that should be imported. Refer to the {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the BackupPlan to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "pgstow_backup_plan", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/backup_plan pgstow_backup_plan} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options BackupPlanConfig
  */
  public constructor(scope: Construct, id: string, config: BackupPlanConfig) {
    super(scope, id, {
      terraformResourceType: 'pgstow_backup_plan',
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
    this._archiveAfterDays = config.archiveAfterDays;
    this._archiveClass = config.archiveClass;
    this._auditPercent = config.auditPercent;
    this._concurrency = config.concurrency;
    this._copies.internalValue = config.copies;
    this._crossBorder.internalValue = config.crossBorder;
    this._deleteSetsOnDestroy = config.deleteSetsOnDestroy;
    this._drill.internalValue = config.drill;
    this._fullEvery = config.fullEvery;
    this._hooks.internalValue = config.hooks;
    this._id = config.id;
    this._incremental = config.incremental;
    this._initialBackup = config.initialBackup;
    this._lock.internalValue = config.lock;
    this._maxAge = config.maxAge;
    this._name = config.name;
    this._notifications.internalValue = config.notifications;
    this._objects.internalValue = config.objects;
    this._paused = config.paused;
    this._ping.internalValue = config.ping;
    this._precheck = config.precheck;
    this._rateLimit = config.rateLimit;
    this._retention.internalValue = config.retention;
    this._schedule.internalValue = config.schedule;
    this._source.internalValue = config.source;
    this._timeouts.internalValue = config.timeouts;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // archive_after_days - computed: false, optional: true, required: false
  private _archiveAfterDays?: number; 
  public get archiveAfterDays() {
    return this.getNumberAttribute('archive_after_days');
  }
  public set archiveAfterDays(value: number) {
    this._archiveAfterDays = value;
  }
  public resetArchiveAfterDays() {
    this._archiveAfterDays = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get archiveAfterDaysInput() {
    return this._archiveAfterDays;
  }

  // archive_class - computed: false, optional: true, required: false
  private _archiveClass?: string; 
  public get archiveClass() {
    return this.getStringAttribute('archive_class');
  }
  public set archiveClass(value: string) {
    this._archiveClass = value;
  }
  public resetArchiveClass() {
    this._archiveClass = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get archiveClassInput() {
    return this._archiveClass;
  }

  // audit_percent - computed: true, optional: true, required: false
  private _auditPercent?: number; 
  public get auditPercent() {
    return this.getNumberAttribute('audit_percent');
  }
  public set auditPercent(value: number) {
    this._auditPercent = value;
  }
  public resetAuditPercent() {
    this._auditPercent = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get auditPercentInput() {
    return this._auditPercent;
  }

  // concurrency - computed: true, optional: true, required: false
  private _concurrency?: string; 
  public get concurrency() {
    return this.getStringAttribute('concurrency');
  }
  public set concurrency(value: string) {
    this._concurrency = value;
  }
  public resetConcurrency() {
    this._concurrency = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get concurrencyInput() {
    return this._concurrency;
  }

  // copies - computed: false, optional: true, required: false
  private _copies = new BackupPlanCopiesList(this, "copies", false);
  public get copies() {
    return this._copies;
  }
  public putCopies(value: BackupPlanCopies[] | cdktf.IResolvable) {
    this._copies.internalValue = value;
  }
  public resetCopies() {
    this._copies.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get copiesInput() {
    return this._copies.internalValue;
  }

  // cross_border - computed: false, optional: true, required: false
  private _crossBorder = new BackupPlanCrossBorderOutputReference(this, "cross_border");
  public get crossBorder() {
    return this._crossBorder;
  }
  public putCrossBorder(value: BackupPlanCrossBorder) {
    this._crossBorder.internalValue = value;
  }
  public resetCrossBorder() {
    this._crossBorder.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get crossBorderInput() {
    return this._crossBorder.internalValue;
  }

  // delete_sets_on_destroy - computed: false, optional: true, required: false
  private _deleteSetsOnDestroy?: boolean | cdktf.IResolvable; 
  public get deleteSetsOnDestroy() {
    return this.getBooleanAttribute('delete_sets_on_destroy');
  }
  public set deleteSetsOnDestroy(value: boolean | cdktf.IResolvable) {
    this._deleteSetsOnDestroy = value;
  }
  public resetDeleteSetsOnDestroy() {
    this._deleteSetsOnDestroy = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deleteSetsOnDestroyInput() {
    return this._deleteSetsOnDestroy;
  }

  // drill - computed: false, optional: true, required: false
  private _drill = new BackupPlanDrillOutputReference(this, "drill");
  public get drill() {
    return this._drill;
  }
  public putDrill(value: BackupPlanDrill) {
    this._drill.internalValue = value;
  }
  public resetDrill() {
    this._drill.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get drillInput() {
    return this._drill.internalValue;
  }

  // full_every - computed: true, optional: true, required: false
  private _fullEvery?: string; 
  public get fullEvery() {
    return this.getStringAttribute('full_every');
  }
  public set fullEvery(value: string) {
    this._fullEvery = value;
  }
  public resetFullEvery() {
    this._fullEvery = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get fullEveryInput() {
    return this._fullEvery;
  }

  // hooks - computed: false, optional: true, required: false
  private _hooks = new BackupPlanHooksOutputReference(this, "hooks");
  public get hooks() {
    return this._hooks;
  }
  public putHooks(value: BackupPlanHooks) {
    this._hooks.internalValue = value;
  }
  public resetHooks() {
    this._hooks.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hooksInput() {
    return this._hooks.internalValue;
  }

  // id - computed: true, optional: true, required: false
  private _id?: string; 
  public get id() {
    return this.getStringAttribute('id');
  }
  public set id(value: string) {
    this._id = value;
  }
  public resetId() {
    this._id = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get idInput() {
    return this._id;
  }

  // incremental - computed: true, optional: true, required: false
  private _incremental?: string; 
  public get incremental() {
    return this.getStringAttribute('incremental');
  }
  public set incremental(value: string) {
    this._incremental = value;
  }
  public resetIncremental() {
    this._incremental = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get incrementalInput() {
    return this._incremental;
  }

  // initial_backup - computed: false, optional: true, required: false
  private _initialBackup?: boolean | cdktf.IResolvable; 
  public get initialBackup() {
    return this.getBooleanAttribute('initial_backup');
  }
  public set initialBackup(value: boolean | cdktf.IResolvable) {
    this._initialBackup = value;
  }
  public resetInitialBackup() {
    this._initialBackup = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get initialBackupInput() {
    return this._initialBackup;
  }

  // initial_backup_status - computed: true, optional: false, required: false
  public get initialBackupStatus() {
    return this.getStringAttribute('initial_backup_status');
  }

  // lock - computed: false, optional: true, required: false
  private _lock = new BackupPlanLockOutputReference(this, "lock");
  public get lock() {
    return this._lock;
  }
  public putLock(value: BackupPlanLock) {
    this._lock.internalValue = value;
  }
  public resetLock() {
    this._lock.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get lockInput() {
    return this._lock.internalValue;
  }

  // max_age - computed: false, optional: true, required: false
  private _maxAge?: string; 
  public get maxAge() {
    return this.getStringAttribute('max_age');
  }
  public set maxAge(value: string) {
    this._maxAge = value;
  }
  public resetMaxAge() {
    this._maxAge = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get maxAgeInput() {
    return this._maxAge;
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

  // notifications - computed: false, optional: true, required: false
  private _notifications = new BackupPlanNotificationsList(this, "notifications", false);
  public get notifications() {
    return this._notifications;
  }
  public putNotifications(value: BackupPlanNotifications[] | cdktf.IResolvable) {
    this._notifications.internalValue = value;
  }
  public resetNotifications() {
    this._notifications.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get notificationsInput() {
    return this._notifications.internalValue;
  }

  // objects - computed: true, optional: true, required: false
  private _objects = new BackupPlanObjectsOutputReference(this, "objects");
  public get objects() {
    return this._objects;
  }
  public putObjects(value: BackupPlanObjects) {
    this._objects.internalValue = value;
  }
  public resetObjects() {
    this._objects.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get objectsInput() {
    return this._objects.internalValue;
  }

  // paused - computed: true, optional: true, required: false
  private _paused?: boolean | cdktf.IResolvable; 
  public get paused() {
    return this.getBooleanAttribute('paused');
  }
  public set paused(value: boolean | cdktf.IResolvable) {
    this._paused = value;
  }
  public resetPaused() {
    this._paused = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get pausedInput() {
    return this._paused;
  }

  // ping - computed: false, optional: true, required: false
  private _ping = new BackupPlanPingOutputReference(this, "ping");
  public get ping() {
    return this._ping;
  }
  public putPing(value: BackupPlanPing) {
    this._ping.internalValue = value;
  }
  public resetPing() {
    this._ping.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get pingInput() {
    return this._ping.internalValue;
  }

  // precheck - computed: false, optional: true, required: false
  private _precheck?: boolean | cdktf.IResolvable; 
  public get precheck() {
    return this.getBooleanAttribute('precheck');
  }
  public set precheck(value: boolean | cdktf.IResolvable) {
    this._precheck = value;
  }
  public resetPrecheck() {
    this._precheck = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get precheckInput() {
    return this._precheck;
  }

  // rate_limit - computed: false, optional: true, required: false
  private _rateLimit?: string; 
  public get rateLimit() {
    return this.getStringAttribute('rate_limit');
  }
  public set rateLimit(value: string) {
    this._rateLimit = value;
  }
  public resetRateLimit() {
    this._rateLimit = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get rateLimitInput() {
    return this._rateLimit;
  }

  // retention - computed: false, optional: true, required: false
  private _retention = new BackupPlanRetentionOutputReference(this, "retention");
  public get retention() {
    return this._retention;
  }
  public putRetention(value: BackupPlanRetention) {
    this._retention.internalValue = value;
  }
  public resetRetention() {
    this._retention.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get retentionInput() {
    return this._retention.internalValue;
  }

  // revision - computed: true, optional: false, required: false
  public get revision() {
    return this.getNumberAttribute('revision');
  }

  // schedule - computed: false, optional: true, required: false
  private _schedule = new BackupPlanScheduleOutputReference(this, "schedule");
  public get schedule() {
    return this._schedule;
  }
  public putSchedule(value: BackupPlanSchedule) {
    this._schedule.internalValue = value;
  }
  public resetSchedule() {
    this._schedule.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get scheduleInput() {
    return this._schedule.internalValue;
  }

  // source - computed: false, optional: false, required: true
  private _source = new BackupPlanSourceOutputReference(this, "source");
  public get source() {
    return this._source;
  }
  public putSource(value: BackupPlanSource) {
    this._source.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get sourceInput() {
    return this._source.internalValue;
  }

  // timeouts - computed: false, optional: true, required: false
  private _timeouts = new BackupPlanTimeoutsOutputReference(this, "timeouts");
  public get timeouts() {
    return this._timeouts;
  }
  public putTimeouts(value: BackupPlanTimeouts) {
    this._timeouts.internalValue = value;
  }
  public resetTimeouts() {
    this._timeouts.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutsInput() {
    return this._timeouts.internalValue;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      archive_after_days: cdktf.numberToTerraform(this._archiveAfterDays),
      archive_class: cdktf.stringToTerraform(this._archiveClass),
      audit_percent: cdktf.numberToTerraform(this._auditPercent),
      concurrency: cdktf.stringToTerraform(this._concurrency),
      copies: cdktf.listMapper(backupPlanCopiesToTerraform, false)(this._copies.internalValue),
      cross_border: backupPlanCrossBorderToTerraform(this._crossBorder.internalValue),
      delete_sets_on_destroy: cdktf.booleanToTerraform(this._deleteSetsOnDestroy),
      drill: backupPlanDrillToTerraform(this._drill.internalValue),
      full_every: cdktf.stringToTerraform(this._fullEvery),
      hooks: backupPlanHooksToTerraform(this._hooks.internalValue),
      id: cdktf.stringToTerraform(this._id),
      incremental: cdktf.stringToTerraform(this._incremental),
      initial_backup: cdktf.booleanToTerraform(this._initialBackup),
      lock: backupPlanLockToTerraform(this._lock.internalValue),
      max_age: cdktf.stringToTerraform(this._maxAge),
      name: cdktf.stringToTerraform(this._name),
      notifications: cdktf.listMapper(backupPlanNotificationsToTerraform, false)(this._notifications.internalValue),
      objects: backupPlanObjectsToTerraform(this._objects.internalValue),
      paused: cdktf.booleanToTerraform(this._paused),
      ping: backupPlanPingToTerraform(this._ping.internalValue),
      precheck: cdktf.booleanToTerraform(this._precheck),
      rate_limit: cdktf.stringToTerraform(this._rateLimit),
      retention: backupPlanRetentionToTerraform(this._retention.internalValue),
      schedule: backupPlanScheduleToTerraform(this._schedule.internalValue),
      source: backupPlanSourceToTerraform(this._source.internalValue),
      timeouts: backupPlanTimeoutsToTerraform(this._timeouts.internalValue),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      archive_after_days: {
        value: cdktf.numberToHclTerraform(this._archiveAfterDays),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      archive_class: {
        value: cdktf.stringToHclTerraform(this._archiveClass),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      audit_percent: {
        value: cdktf.numberToHclTerraform(this._auditPercent),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      concurrency: {
        value: cdktf.stringToHclTerraform(this._concurrency),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      copies: {
        value: cdktf.listMapperHcl(backupPlanCopiesToHclTerraform, false)(this._copies.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "BackupPlanCopiesList",
      },
      cross_border: {
        value: backupPlanCrossBorderToHclTerraform(this._crossBorder.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "BackupPlanCrossBorder",
      },
      delete_sets_on_destroy: {
        value: cdktf.booleanToHclTerraform(this._deleteSetsOnDestroy),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      drill: {
        value: backupPlanDrillToHclTerraform(this._drill.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "BackupPlanDrill",
      },
      full_every: {
        value: cdktf.stringToHclTerraform(this._fullEvery),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      hooks: {
        value: backupPlanHooksToHclTerraform(this._hooks.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "BackupPlanHooks",
      },
      id: {
        value: cdktf.stringToHclTerraform(this._id),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      incremental: {
        value: cdktf.stringToHclTerraform(this._incremental),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      initial_backup: {
        value: cdktf.booleanToHclTerraform(this._initialBackup),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      lock: {
        value: backupPlanLockToHclTerraform(this._lock.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "BackupPlanLock",
      },
      max_age: {
        value: cdktf.stringToHclTerraform(this._maxAge),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      notifications: {
        value: cdktf.listMapperHcl(backupPlanNotificationsToHclTerraform, false)(this._notifications.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "BackupPlanNotificationsList",
      },
      objects: {
        value: backupPlanObjectsToHclTerraform(this._objects.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "BackupPlanObjects",
      },
      paused: {
        value: cdktf.booleanToHclTerraform(this._paused),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      ping: {
        value: backupPlanPingToHclTerraform(this._ping.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "BackupPlanPing",
      },
      precheck: {
        value: cdktf.booleanToHclTerraform(this._precheck),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      rate_limit: {
        value: cdktf.stringToHclTerraform(this._rateLimit),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      retention: {
        value: backupPlanRetentionToHclTerraform(this._retention.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "BackupPlanRetention",
      },
      schedule: {
        value: backupPlanScheduleToHclTerraform(this._schedule.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "BackupPlanSchedule",
      },
      source: {
        value: backupPlanSourceToHclTerraform(this._source.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "BackupPlanSource",
      },
      timeouts: {
        value: backupPlanTimeoutsToHclTerraform(this._timeouts.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "BackupPlanTimeouts",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
