// https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/backup_plan
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface DataPgstowBackupPlanConfig extends cdktf.TerraformMetaArguments {
  /**
  * Id of the plan. This or `name`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/backup_plan#id DataPgstowBackupPlan#id}
  *
  * Please be aware that the id field is automatically added to all resources in Terraform providers using a Terraform provider SDK version below 2.
  * If you experience problems setting this value it might not be settable. Please take a look at the provider documentation to ensure it should be settable.
  */
  readonly id?: string;
  /**
  * Name of the plan. This or `id`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/backup_plan#name DataPgstowBackupPlan#name}
  */
  readonly name?: string;
}
export interface DataPgstowBackupPlanCopiesCredentialsAccessKeyId {
}

export function dataPgstowBackupPlanCopiesCredentialsAccessKeyIdToTerraform(struct?: DataPgstowBackupPlanCopiesCredentialsAccessKeyId): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanCopiesCredentialsAccessKeyIdToHclTerraform(struct?: DataPgstowBackupPlanCopiesCredentialsAccessKeyId): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanCopiesCredentialsAccessKeyIdOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanCopiesCredentialsAccessKeyId | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanCopiesCredentialsAccessKeyId | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // aws_secret - computed: true, optional: false, required: false
  public get awsSecret() {
    return this.getStringAttribute('aws_secret');
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }

  // key - computed: true, optional: false, required: false
  public get key() {
    return this.getStringAttribute('key');
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }

  // ssm_parameter - computed: true, optional: false, required: false
  public get ssmParameter() {
    return this.getStringAttribute('ssm_parameter');
  }
}
export interface DataPgstowBackupPlanCopiesCredentialsSecretAccessKey {
}

export function dataPgstowBackupPlanCopiesCredentialsSecretAccessKeyToTerraform(struct?: DataPgstowBackupPlanCopiesCredentialsSecretAccessKey): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanCopiesCredentialsSecretAccessKeyToHclTerraform(struct?: DataPgstowBackupPlanCopiesCredentialsSecretAccessKey): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanCopiesCredentialsSecretAccessKeyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanCopiesCredentialsSecretAccessKey | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanCopiesCredentialsSecretAccessKey | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // aws_secret - computed: true, optional: false, required: false
  public get awsSecret() {
    return this.getStringAttribute('aws_secret');
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }

  // key - computed: true, optional: false, required: false
  public get key() {
    return this.getStringAttribute('key');
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }

  // ssm_parameter - computed: true, optional: false, required: false
  public get ssmParameter() {
    return this.getStringAttribute('ssm_parameter');
  }
}
export interface DataPgstowBackupPlanCopiesCredentials {
}

export function dataPgstowBackupPlanCopiesCredentialsToTerraform(struct?: DataPgstowBackupPlanCopiesCredentials): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanCopiesCredentialsToHclTerraform(struct?: DataPgstowBackupPlanCopiesCredentials): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanCopiesCredentialsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanCopiesCredentials | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanCopiesCredentials | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // access_key_id - computed: true, optional: false, required: false
  private _accessKeyId = new DataPgstowBackupPlanCopiesCredentialsAccessKeyIdOutputReference(this, "access_key_id");
  public get accessKeyId() {
    return this._accessKeyId;
  }

  // secret_access_key - computed: true, optional: false, required: false
  private _secretAccessKey = new DataPgstowBackupPlanCopiesCredentialsSecretAccessKeyOutputReference(this, "secret_access_key");
  public get secretAccessKey() {
    return this._secretAccessKey;
  }
}
export interface DataPgstowBackupPlanCopiesKey {
}

export function dataPgstowBackupPlanCopiesKeyToTerraform(struct?: DataPgstowBackupPlanCopiesKey): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanCopiesKeyToHclTerraform(struct?: DataPgstowBackupPlanCopiesKey): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanCopiesKeyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanCopiesKey | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanCopiesKey | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // aws_secret - computed: true, optional: false, required: false
  public get awsSecret() {
    return this.getStringAttribute('aws_secret');
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }

  // key - computed: true, optional: false, required: false
  public get key() {
    return this.getStringAttribute('key');
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }

  // ssm_parameter - computed: true, optional: false, required: false
  public get ssmParameter() {
    return this.getStringAttribute('ssm_parameter');
  }
}
export interface DataPgstowBackupPlanCopiesLock {
}

export function dataPgstowBackupPlanCopiesLockToTerraform(struct?: DataPgstowBackupPlanCopiesLock): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanCopiesLockToHclTerraform(struct?: DataPgstowBackupPlanCopiesLock): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanCopiesLockOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanCopiesLock | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanCopiesLock | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // days - computed: true, optional: false, required: false
  public get days() {
    return this.getNumberAttribute('days');
  }

  // mode - computed: true, optional: false, required: false
  public get mode() {
    return this.getStringAttribute('mode');
  }
}
export interface DataPgstowBackupPlanCopiesPassphrase {
}

export function dataPgstowBackupPlanCopiesPassphraseToTerraform(struct?: DataPgstowBackupPlanCopiesPassphrase): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanCopiesPassphraseToHclTerraform(struct?: DataPgstowBackupPlanCopiesPassphrase): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanCopiesPassphraseOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanCopiesPassphrase | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanCopiesPassphrase | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // aws_secret - computed: true, optional: false, required: false
  public get awsSecret() {
    return this.getStringAttribute('aws_secret');
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }

  // key - computed: true, optional: false, required: false
  public get key() {
    return this.getStringAttribute('key');
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }

  // ssm_parameter - computed: true, optional: false, required: false
  public get ssmParameter() {
    return this.getStringAttribute('ssm_parameter');
  }
}
export interface DataPgstowBackupPlanCopiesRetention {
}

export function dataPgstowBackupPlanCopiesRetentionToTerraform(struct?: DataPgstowBackupPlanCopiesRetention): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanCopiesRetentionToHclTerraform(struct?: DataPgstowBackupPlanCopiesRetention): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanCopiesRetentionOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanCopiesRetention | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanCopiesRetention | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // keep_daily - computed: true, optional: false, required: false
  public get keepDaily() {
    return this.getNumberAttribute('keep_daily');
  }

  // keep_days - computed: true, optional: false, required: false
  public get keepDays() {
    return this.getNumberAttribute('keep_days');
  }

  // keep_hourly - computed: true, optional: false, required: false
  public get keepHourly() {
    return this.getNumberAttribute('keep_hourly');
  }

  // keep_last - computed: true, optional: false, required: false
  public get keepLast() {
    return this.getNumberAttribute('keep_last');
  }

  // keep_monthly - computed: true, optional: false, required: false
  public get keepMonthly() {
    return this.getNumberAttribute('keep_monthly');
  }

  // keep_weekly - computed: true, optional: false, required: false
  public get keepWeekly() {
    return this.getNumberAttribute('keep_weekly');
  }

  // keep_yearly - computed: true, optional: false, required: false
  public get keepYearly() {
    return this.getNumberAttribute('keep_yearly');
  }
}
export interface DataPgstowBackupPlanCopies {
}

export function dataPgstowBackupPlanCopiesToTerraform(struct?: DataPgstowBackupPlanCopies): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanCopiesToHclTerraform(struct?: DataPgstowBackupPlanCopies): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanCopiesOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): DataPgstowBackupPlanCopies | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanCopies | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // credentials - computed: true, optional: false, required: false
  private _credentials = new DataPgstowBackupPlanCopiesCredentialsOutputReference(this, "credentials");
  public get credentials() {
    return this._credentials;
  }

  // key - computed: true, optional: false, required: false
  private _key = new DataPgstowBackupPlanCopiesKeyOutputReference(this, "key");
  public get key() {
    return this._key;
  }

  // kms_key - computed: true, optional: false, required: false
  public get kmsKey() {
    return this.getStringAttribute('kms_key');
  }

  // lock - computed: true, optional: false, required: false
  private _lock = new DataPgstowBackupPlanCopiesLockOutputReference(this, "lock");
  public get lock() {
    return this._lock;
  }

  // passphrase - computed: true, optional: false, required: false
  private _passphrase = new DataPgstowBackupPlanCopiesPassphraseOutputReference(this, "passphrase");
  public get passphrase() {
    return this._passphrase;
  }

  // repository - computed: true, optional: false, required: false
  public get repository() {
    return this.getStringAttribute('repository');
  }

  // retention - computed: true, optional: false, required: false
  private _retention = new DataPgstowBackupPlanCopiesRetentionOutputReference(this, "retention");
  public get retention() {
    return this._retention;
  }
}

export class DataPgstowBackupPlanCopiesList extends cdktf.ComplexList {

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
  public get(index: number): DataPgstowBackupPlanCopiesOutputReference {
    return new DataPgstowBackupPlanCopiesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataPgstowBackupPlanCrossBorder {
}

export function dataPgstowBackupPlanCrossBorderToTerraform(struct?: DataPgstowBackupPlanCrossBorder): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanCrossBorderToHclTerraform(struct?: DataPgstowBackupPlanCrossBorder): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanCrossBorderOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanCrossBorder | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanCrossBorder | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // allowed - computed: true, optional: false, required: false
  public get allowed() {
    return this.getBooleanAttribute('allowed');
  }

  // reason - computed: true, optional: false, required: false
  public get reason() {
    return this.getStringAttribute('reason');
  }
}
export interface DataPgstowBackupPlanDrillAssertions {
}

export function dataPgstowBackupPlanDrillAssertionsToTerraform(struct?: DataPgstowBackupPlanDrillAssertions): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanDrillAssertionsToHclTerraform(struct?: DataPgstowBackupPlanDrillAssertions): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanDrillAssertionsOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): DataPgstowBackupPlanDrillAssertions | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanDrillAssertions | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // name - computed: true, optional: false, required: false
  public get name() {
    return this.getStringAttribute('name');
  }

  // sql - computed: true, optional: false, required: false
  public get sql() {
    return this.getStringAttribute('sql');
  }
}

export class DataPgstowBackupPlanDrillAssertionsList extends cdktf.ComplexList {

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
  public get(index: number): DataPgstowBackupPlanDrillAssertionsOutputReference {
    return new DataPgstowBackupPlanDrillAssertionsOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataPgstowBackupPlanDrillSchedule {
}

export function dataPgstowBackupPlanDrillScheduleToTerraform(struct?: DataPgstowBackupPlanDrillSchedule): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanDrillScheduleToHclTerraform(struct?: DataPgstowBackupPlanDrillSchedule): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanDrillScheduleOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanDrillSchedule | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanDrillSchedule | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // cron - computed: true, optional: false, required: false
  public get cron() {
    return this.getStringAttribute('cron');
  }

  // days - computed: true, optional: false, required: false
  public get days() {
    return this.getListAttribute('days');
  }

  // once - computed: true, optional: false, required: false
  public get once() {
    return this.getStringAttribute('once');
  }

  // start_at - computed: true, optional: false, required: false
  public get startAt() {
    return this.getListAttribute('start_at');
  }

  // time_zone - computed: true, optional: false, required: false
  public get timeZone() {
    return this.getStringAttribute('time_zone');
  }
}
export interface DataPgstowBackupPlanDrill {
}

export function dataPgstowBackupPlanDrillToTerraform(struct?: DataPgstowBackupPlanDrill): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanDrillToHclTerraform(struct?: DataPgstowBackupPlanDrill): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanDrillOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanDrill | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanDrill | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // assertions - computed: true, optional: false, required: false
  private _assertions = new DataPgstowBackupPlanDrillAssertionsList(this, "assertions", false);
  public get assertions() {
    return this._assertions;
  }

  // schedule - computed: true, optional: false, required: false
  private _schedule = new DataPgstowBackupPlanDrillScheduleOutputReference(this, "schedule");
  public get schedule() {
    return this._schedule;
  }
}
export interface DataPgstowBackupPlanHooks {
}

export function dataPgstowBackupPlanHooksToTerraform(struct?: DataPgstowBackupPlanHooks): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanHooksToHclTerraform(struct?: DataPgstowBackupPlanHooks): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanHooksOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanHooks | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanHooks | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // after - computed: true, optional: false, required: false
  private _after = new cdktf.StringListList(this, "after", false);
  public get after() {
    return this._after;
  }

  // before - computed: true, optional: false, required: false
  private _before = new cdktf.StringListList(this, "before", false);
  public get before() {
    return this._before;
  }

  // time_limit - computed: true, optional: false, required: false
  public get timeLimit() {
    return this.getStringAttribute('time_limit');
  }
}
export interface DataPgstowBackupPlanLock {
}

export function dataPgstowBackupPlanLockToTerraform(struct?: DataPgstowBackupPlanLock): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanLockToHclTerraform(struct?: DataPgstowBackupPlanLock): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanLockOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanLock | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanLock | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // days - computed: true, optional: false, required: false
  public get days() {
    return this.getNumberAttribute('days');
  }

  // mode - computed: true, optional: false, required: false
  public get mode() {
    return this.getStringAttribute('mode');
  }
}
export interface DataPgstowBackupPlanNotificationsWebhook {
}

export function dataPgstowBackupPlanNotificationsWebhookToTerraform(struct?: DataPgstowBackupPlanNotificationsWebhook): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanNotificationsWebhookToHclTerraform(struct?: DataPgstowBackupPlanNotificationsWebhook): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanNotificationsWebhookOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanNotificationsWebhook | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanNotificationsWebhook | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // aws_secret - computed: true, optional: false, required: false
  public get awsSecret() {
    return this.getStringAttribute('aws_secret');
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }

  // key - computed: true, optional: false, required: false
  public get key() {
    return this.getStringAttribute('key');
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }

  // ssm_parameter - computed: true, optional: false, required: false
  public get ssmParameter() {
    return this.getStringAttribute('ssm_parameter');
  }
}
export interface DataPgstowBackupPlanNotifications {
}

export function dataPgstowBackupPlanNotificationsToTerraform(struct?: DataPgstowBackupPlanNotifications): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanNotificationsToHclTerraform(struct?: DataPgstowBackupPlanNotifications): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanNotificationsOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): DataPgstowBackupPlanNotifications | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanNotifications | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // format - computed: true, optional: false, required: false
  public get format() {
    return this.getStringAttribute('format');
  }

  // on - computed: true, optional: false, required: false
  public get on() {
    return this.getListAttribute('on');
  }

  // webhook - computed: true, optional: false, required: false
  private _webhook = new DataPgstowBackupPlanNotificationsWebhookOutputReference(this, "webhook");
  public get webhook() {
    return this._webhook;
  }
}

export class DataPgstowBackupPlanNotificationsList extends cdktf.ComplexList {

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
  public get(index: number): DataPgstowBackupPlanNotificationsOutputReference {
    return new DataPgstowBackupPlanNotificationsOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface DataPgstowBackupPlanObjects {
}

export function dataPgstowBackupPlanObjectsToTerraform(struct?: DataPgstowBackupPlanObjects): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanObjectsToHclTerraform(struct?: DataPgstowBackupPlanObjects): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanObjectsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanObjects | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanObjects | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // exclude - computed: true, optional: false, required: false
  public get exclude() {
    return this.getListAttribute('exclude');
  }

  // include - computed: true, optional: false, required: false
  public get include() {
    return this.getListAttribute('include');
  }

  // structure_only - computed: true, optional: false, required: false
  public get structureOnly() {
    return this.getListAttribute('structure_only');
  }
}
export interface DataPgstowBackupPlanPing {
}

export function dataPgstowBackupPlanPingToTerraform(struct?: DataPgstowBackupPlanPing): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanPingToHclTerraform(struct?: DataPgstowBackupPlanPing): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanPingOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanPing | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanPing | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // aws_secret - computed: true, optional: false, required: false
  public get awsSecret() {
    return this.getStringAttribute('aws_secret');
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }

  // key - computed: true, optional: false, required: false
  public get key() {
    return this.getStringAttribute('key');
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }

  // ssm_parameter - computed: true, optional: false, required: false
  public get ssmParameter() {
    return this.getStringAttribute('ssm_parameter');
  }
}
export interface DataPgstowBackupPlanRetention {
}

export function dataPgstowBackupPlanRetentionToTerraform(struct?: DataPgstowBackupPlanRetention): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanRetentionToHclTerraform(struct?: DataPgstowBackupPlanRetention): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanRetentionOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanRetention | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanRetention | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // keep_daily - computed: true, optional: false, required: false
  public get keepDaily() {
    return this.getNumberAttribute('keep_daily');
  }

  // keep_days - computed: true, optional: false, required: false
  public get keepDays() {
    return this.getNumberAttribute('keep_days');
  }

  // keep_hourly - computed: true, optional: false, required: false
  public get keepHourly() {
    return this.getNumberAttribute('keep_hourly');
  }

  // keep_last - computed: true, optional: false, required: false
  public get keepLast() {
    return this.getNumberAttribute('keep_last');
  }

  // keep_monthly - computed: true, optional: false, required: false
  public get keepMonthly() {
    return this.getNumberAttribute('keep_monthly');
  }

  // keep_weekly - computed: true, optional: false, required: false
  public get keepWeekly() {
    return this.getNumberAttribute('keep_weekly');
  }

  // keep_yearly - computed: true, optional: false, required: false
  public get keepYearly() {
    return this.getNumberAttribute('keep_yearly');
  }
}
export interface DataPgstowBackupPlanSchedule {
}

export function dataPgstowBackupPlanScheduleToTerraform(struct?: DataPgstowBackupPlanSchedule): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanScheduleToHclTerraform(struct?: DataPgstowBackupPlanSchedule): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanScheduleOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSchedule | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSchedule | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // cron - computed: true, optional: false, required: false
  public get cron() {
    return this.getStringAttribute('cron');
  }

  // days - computed: true, optional: false, required: false
  public get days() {
    return this.getListAttribute('days');
  }

  // once - computed: true, optional: false, required: false
  public get once() {
    return this.getStringAttribute('once');
  }

  // start_at - computed: true, optional: false, required: false
  public get startAt() {
    return this.getListAttribute('start_at');
  }

  // time_zone - computed: true, optional: false, required: false
  public get timeZone() {
    return this.getStringAttribute('time_zone');
  }
}
export interface DataPgstowBackupPlanSourceBastionKnownHosts {
}

export function dataPgstowBackupPlanSourceBastionKnownHostsToTerraform(struct?: DataPgstowBackupPlanSourceBastionKnownHosts): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceBastionKnownHostsToHclTerraform(struct?: DataPgstowBackupPlanSourceBastionKnownHosts): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceBastionKnownHostsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourceBastionKnownHosts | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourceBastionKnownHosts | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }
}
export interface DataPgstowBackupPlanSourceBastionPassphrase {
}

export function dataPgstowBackupPlanSourceBastionPassphraseToTerraform(struct?: DataPgstowBackupPlanSourceBastionPassphrase): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceBastionPassphraseToHclTerraform(struct?: DataPgstowBackupPlanSourceBastionPassphrase): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceBastionPassphraseOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourceBastionPassphrase | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourceBastionPassphrase | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // aws_secret - computed: true, optional: false, required: false
  public get awsSecret() {
    return this.getStringAttribute('aws_secret');
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }

  // key - computed: true, optional: false, required: false
  public get key() {
    return this.getStringAttribute('key');
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }

  // ssm_parameter - computed: true, optional: false, required: false
  public get ssmParameter() {
    return this.getStringAttribute('ssm_parameter');
  }
}
export interface DataPgstowBackupPlanSourceBastionPrivateKey {
}

export function dataPgstowBackupPlanSourceBastionPrivateKeyToTerraform(struct?: DataPgstowBackupPlanSourceBastionPrivateKey): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceBastionPrivateKeyToHclTerraform(struct?: DataPgstowBackupPlanSourceBastionPrivateKey): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceBastionPrivateKeyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourceBastionPrivateKey | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourceBastionPrivateKey | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // aws_secret - computed: true, optional: false, required: false
  public get awsSecret() {
    return this.getStringAttribute('aws_secret');
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }

  // key - computed: true, optional: false, required: false
  public get key() {
    return this.getStringAttribute('key');
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }

  // ssm_parameter - computed: true, optional: false, required: false
  public get ssmParameter() {
    return this.getStringAttribute('ssm_parameter');
  }
}
export interface DataPgstowBackupPlanSourceBastion {
}

export function dataPgstowBackupPlanSourceBastionToTerraform(struct?: DataPgstowBackupPlanSourceBastion): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceBastionToHclTerraform(struct?: DataPgstowBackupPlanSourceBastion): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceBastionOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourceBastion | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourceBastion | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // agent - computed: true, optional: false, required: false
  public get agent() {
    return this.getBooleanAttribute('agent');
  }

  // host - computed: true, optional: false, required: false
  public get host() {
    return this.getStringAttribute('host');
  }

  // host_key - computed: true, optional: false, required: false
  public get hostKey() {
    return this.getStringAttribute('host_key');
  }

  // known_hosts - computed: true, optional: false, required: false
  private _knownHosts = new DataPgstowBackupPlanSourceBastionKnownHostsOutputReference(this, "known_hosts");
  public get knownHosts() {
    return this._knownHosts;
  }

  // passphrase - computed: true, optional: false, required: false
  private _passphrase = new DataPgstowBackupPlanSourceBastionPassphraseOutputReference(this, "passphrase");
  public get passphrase() {
    return this._passphrase;
  }

  // port - computed: true, optional: false, required: false
  public get port() {
    return this.getNumberAttribute('port');
  }

  // private_key - computed: true, optional: false, required: false
  private _privateKey = new DataPgstowBackupPlanSourceBastionPrivateKeyOutputReference(this, "private_key");
  public get privateKey() {
    return this._privateKey;
  }

  // user - computed: true, optional: false, required: false
  public get user() {
    return this.getStringAttribute('user');
  }
}
export interface DataPgstowBackupPlanSourceInstanceAlibabaPolardb {
}

export function dataPgstowBackupPlanSourceInstanceAlibabaPolardbToTerraform(struct?: DataPgstowBackupPlanSourceInstanceAlibabaPolardb): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceInstanceAlibabaPolardbToHclTerraform(struct?: DataPgstowBackupPlanSourceInstanceAlibabaPolardb): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceInstanceAlibabaPolardbOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourceInstanceAlibabaPolardb | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourceInstanceAlibabaPolardb | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // network - computed: true, optional: false, required: false
  public get network() {
    return this.getStringAttribute('network');
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }
}
export interface DataPgstowBackupPlanSourceInstanceAlibabaRds {
}

export function dataPgstowBackupPlanSourceInstanceAlibabaRdsToTerraform(struct?: DataPgstowBackupPlanSourceInstanceAlibabaRds): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceInstanceAlibabaRdsToHclTerraform(struct?: DataPgstowBackupPlanSourceInstanceAlibabaRds): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceInstanceAlibabaRdsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourceInstanceAlibabaRds | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourceInstanceAlibabaRds | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // network - computed: true, optional: false, required: false
  public get network() {
    return this.getStringAttribute('network');
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }
}
export interface DataPgstowBackupPlanSourceInstanceAwsRds {
}

export function dataPgstowBackupPlanSourceInstanceAwsRdsToTerraform(struct?: DataPgstowBackupPlanSourceInstanceAwsRds): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceInstanceAwsRdsToHclTerraform(struct?: DataPgstowBackupPlanSourceInstanceAwsRds): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceInstanceAwsRdsOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourceInstanceAwsRds | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourceInstanceAwsRds | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }
}
export interface DataPgstowBackupPlanSourceInstance {
}

export function dataPgstowBackupPlanSourceInstanceToTerraform(struct?: DataPgstowBackupPlanSourceInstance): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceInstanceToHclTerraform(struct?: DataPgstowBackupPlanSourceInstance): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceInstanceOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourceInstance | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourceInstance | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // alibaba_polardb - computed: true, optional: false, required: false
  private _alibabaPolardb = new DataPgstowBackupPlanSourceInstanceAlibabaPolardbOutputReference(this, "alibaba_polardb");
  public get alibabaPolardb() {
    return this._alibabaPolardb;
  }

  // alibaba_rds - computed: true, optional: false, required: false
  private _alibabaRds = new DataPgstowBackupPlanSourceInstanceAlibabaRdsOutputReference(this, "alibaba_rds");
  public get alibabaRds() {
    return this._alibabaRds;
  }

  // aws_rds - computed: true, optional: false, required: false
  private _awsRds = new DataPgstowBackupPlanSourceInstanceAwsRdsOutputReference(this, "aws_rds");
  public get awsRds() {
    return this._awsRds;
  }
}
export interface DataPgstowBackupPlanSourcePasswordRdsIam {
}

export function dataPgstowBackupPlanSourcePasswordRdsIamToTerraform(struct?: DataPgstowBackupPlanSourcePasswordRdsIam): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourcePasswordRdsIamToHclTerraform(struct?: DataPgstowBackupPlanSourcePasswordRdsIam): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourcePasswordRdsIamOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourcePasswordRdsIam | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourcePasswordRdsIam | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }
}
export interface DataPgstowBackupPlanSourcePassword {
}

export function dataPgstowBackupPlanSourcePasswordToTerraform(struct?: DataPgstowBackupPlanSourcePassword): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourcePasswordToHclTerraform(struct?: DataPgstowBackupPlanSourcePassword): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourcePasswordOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourcePassword | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourcePassword | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // aws_secret - computed: true, optional: false, required: false
  public get awsSecret() {
    return this.getStringAttribute('aws_secret');
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }

  // key - computed: true, optional: false, required: false
  public get key() {
    return this.getStringAttribute('key');
  }

  // rds_iam - computed: true, optional: false, required: false
  private _rdsIam = new DataPgstowBackupPlanSourcePasswordRdsIamOutputReference(this, "rds_iam");
  public get rdsIam() {
    return this._rdsIam;
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }

  // ssm_parameter - computed: true, optional: false, required: false
  public get ssmParameter() {
    return this.getStringAttribute('ssm_parameter');
  }
}
export interface DataPgstowBackupPlanSourceSslClientCertificate {
}

export function dataPgstowBackupPlanSourceSslClientCertificateToTerraform(struct?: DataPgstowBackupPlanSourceSslClientCertificate): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceSslClientCertificateToHclTerraform(struct?: DataPgstowBackupPlanSourceSslClientCertificate): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceSslClientCertificateOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourceSslClientCertificate | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourceSslClientCertificate | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }
}
export interface DataPgstowBackupPlanSourceSslClientKey {
}

export function dataPgstowBackupPlanSourceSslClientKeyToTerraform(struct?: DataPgstowBackupPlanSourceSslClientKey): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceSslClientKeyToHclTerraform(struct?: DataPgstowBackupPlanSourceSslClientKey): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceSslClientKeyOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourceSslClientKey | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourceSslClientKey | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }
}
export interface DataPgstowBackupPlanSourceSslRootCertificate {
}

export function dataPgstowBackupPlanSourceSslRootCertificateToTerraform(struct?: DataPgstowBackupPlanSourceSslRootCertificate): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceSslRootCertificateToHclTerraform(struct?: DataPgstowBackupPlanSourceSslRootCertificate): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceSslRootCertificateOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourceSslRootCertificate | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourceSslRootCertificate | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // env - computed: true, optional: false, required: false
  public get env() {
    return this.getStringAttribute('env');
  }

  // file - computed: true, optional: false, required: false
  public get file() {
    return this.getStringAttribute('file');
  }
}
export interface DataPgstowBackupPlanSourceSsl {
}

export function dataPgstowBackupPlanSourceSslToTerraform(struct?: DataPgstowBackupPlanSourceSsl): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceSslToHclTerraform(struct?: DataPgstowBackupPlanSourceSsl): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceSslOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSourceSsl | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSourceSsl | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // client_certificate - computed: true, optional: false, required: false
  private _clientCertificate = new DataPgstowBackupPlanSourceSslClientCertificateOutputReference(this, "client_certificate");
  public get clientCertificate() {
    return this._clientCertificate;
  }

  // client_key - computed: true, optional: false, required: false
  private _clientKey = new DataPgstowBackupPlanSourceSslClientKeyOutputReference(this, "client_key");
  public get clientKey() {
    return this._clientKey;
  }

  // mode - computed: true, optional: false, required: false
  public get mode() {
    return this.getStringAttribute('mode');
  }

  // root_certificate - computed: true, optional: false, required: false
  private _rootCertificate = new DataPgstowBackupPlanSourceSslRootCertificateOutputReference(this, "root_certificate");
  public get rootCertificate() {
    return this._rootCertificate;
  }
}
export interface DataPgstowBackupPlanSource {
}

export function dataPgstowBackupPlanSourceToTerraform(struct?: DataPgstowBackupPlanSource): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
  }
}


export function dataPgstowBackupPlanSourceToHclTerraform(struct?: DataPgstowBackupPlanSource): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
  };
  return attrs;
}

export class DataPgstowBackupPlanSourceOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): DataPgstowBackupPlanSource | undefined {
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: DataPgstowBackupPlanSource | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
    }
  }

  // bastion - computed: true, optional: false, required: false
  private _bastion = new DataPgstowBackupPlanSourceBastionOutputReference(this, "bastion");
  public get bastion() {
    return this._bastion;
  }

  // database - computed: true, optional: false, required: false
  public get database() {
    return this.getStringAttribute('database');
  }

  // host - computed: true, optional: false, required: false
  public get host() {
    return this.getStringAttribute('host');
  }

  // instance - computed: true, optional: false, required: false
  private _instance = new DataPgstowBackupPlanSourceInstanceOutputReference(this, "instance");
  public get instance() {
    return this._instance;
  }

  // password - computed: true, optional: false, required: false
  private _password = new DataPgstowBackupPlanSourcePasswordOutputReference(this, "password");
  public get password() {
    return this._password;
  }

  // port - computed: true, optional: false, required: false
  public get port() {
    return this.getNumberAttribute('port');
  }

  // region - computed: true, optional: false, required: false
  public get region() {
    return this.getStringAttribute('region');
  }

  // ssl - computed: true, optional: false, required: false
  private _ssl = new DataPgstowBackupPlanSourceSslOutputReference(this, "ssl");
  public get ssl() {
    return this._ssl;
  }

  // user - computed: true, optional: false, required: false
  public get user() {
    return this.getStringAttribute('user');
  }
}

/**
* Represents a {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/backup_plan pgstow_backup_plan}
*/
export class DataPgstowBackupPlan extends cdktf.TerraformDataSource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pgstow_backup_plan";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a DataPgstowBackupPlan resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the DataPgstowBackupPlan to import
  * @param importFromId The id of the existing DataPgstowBackupPlan that should be imported. Refer to the {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/backup_plan#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the DataPgstowBackupPlan to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "pgstow_backup_plan", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/data-sources/backup_plan pgstow_backup_plan} Data Source
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options DataPgstowBackupPlanConfig = {}
  */
  public constructor(scope: Construct, id: string, config: DataPgstowBackupPlanConfig = {}) {
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
    this._id = config.id;
    this._name = config.name;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // archive_after_days - computed: true, optional: false, required: false
  public get archiveAfterDays() {
    return this.getNumberAttribute('archive_after_days');
  }

  // archive_class - computed: true, optional: false, required: false
  public get archiveClass() {
    return this.getStringAttribute('archive_class');
  }

  // audit_percent - computed: true, optional: false, required: false
  public get auditPercent() {
    return this.getNumberAttribute('audit_percent');
  }

  // concurrency - computed: true, optional: false, required: false
  public get concurrency() {
    return this.getStringAttribute('concurrency');
  }

  // copies - computed: true, optional: false, required: false
  private _copies = new DataPgstowBackupPlanCopiesList(this, "copies", false);
  public get copies() {
    return this._copies;
  }

  // cross_border - computed: true, optional: false, required: false
  private _crossBorder = new DataPgstowBackupPlanCrossBorderOutputReference(this, "cross_border");
  public get crossBorder() {
    return this._crossBorder;
  }

  // drill - computed: true, optional: false, required: false
  private _drill = new DataPgstowBackupPlanDrillOutputReference(this, "drill");
  public get drill() {
    return this._drill;
  }

  // full_every - computed: true, optional: false, required: false
  public get fullEvery() {
    return this.getStringAttribute('full_every');
  }

  // hooks - computed: true, optional: false, required: false
  private _hooks = new DataPgstowBackupPlanHooksOutputReference(this, "hooks");
  public get hooks() {
    return this._hooks;
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

  // incremental - computed: true, optional: false, required: false
  public get incremental() {
    return this.getStringAttribute('incremental');
  }

  // lock - computed: true, optional: false, required: false
  private _lock = new DataPgstowBackupPlanLockOutputReference(this, "lock");
  public get lock() {
    return this._lock;
  }

  // max_age - computed: true, optional: false, required: false
  public get maxAge() {
    return this.getStringAttribute('max_age');
  }

  // name - computed: true, optional: true, required: false
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

  // notifications - computed: true, optional: false, required: false
  private _notifications = new DataPgstowBackupPlanNotificationsList(this, "notifications", false);
  public get notifications() {
    return this._notifications;
  }

  // objects - computed: true, optional: false, required: false
  private _objects = new DataPgstowBackupPlanObjectsOutputReference(this, "objects");
  public get objects() {
    return this._objects;
  }

  // paused - computed: true, optional: false, required: false
  public get paused() {
    return this.getBooleanAttribute('paused');
  }

  // ping - computed: true, optional: false, required: false
  private _ping = new DataPgstowBackupPlanPingOutputReference(this, "ping");
  public get ping() {
    return this._ping;
  }

  // rate_limit - computed: true, optional: false, required: false
  public get rateLimit() {
    return this.getStringAttribute('rate_limit');
  }

  // retention - computed: true, optional: false, required: false
  private _retention = new DataPgstowBackupPlanRetentionOutputReference(this, "retention");
  public get retention() {
    return this._retention;
  }

  // revision - computed: true, optional: false, required: false
  public get revision() {
    return this.getNumberAttribute('revision');
  }

  // schedule - computed: true, optional: false, required: false
  private _schedule = new DataPgstowBackupPlanScheduleOutputReference(this, "schedule");
  public get schedule() {
    return this._schedule;
  }

  // source - computed: true, optional: false, required: false
  private _source = new DataPgstowBackupPlanSourceOutputReference(this, "source");
  public get source() {
    return this._source;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      id: cdktf.stringToTerraform(this._id),
      name: cdktf.stringToTerraform(this._name),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      id: {
        value: cdktf.stringToHclTerraform(this._id),
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
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
