// https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/repository
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface RepositoryConfig extends cdktf.TerraformMetaArguments {
  /**
  * The address of another encrypted repository, for copies of which this one is: it keeps the keys of its blobs as they are then, so that a service copies these as they are stored. That one is opened by `PGSTOW_KEY`, `PGSTOW_PASSPHRASE` or `PGSTOW_KMS_KEY`, when this one is made. It is of no use afterwards: where the repository is imported, or the other one has moved, name it in `ignore_changes`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/repository#blob_keys_from Repository#blob_keys_from}
  */
  readonly blobKeysFrom?: string;
  /**
  * Whether what is stored is encrypted. It is so for good, or never. Default: true.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/repository#encrypted Repository#encrypted}
  */
  readonly encrypted?: boolean | cdktf.IResolvable;
  /**
  * A key that opens it, as `pgstow init` shows it: `pgstow-key-1-...`. Kept in no state and no plan file, if it comes from a variable with `ephemeral = true`: the values of others stand in the plan file. Default: that in the environment variable `PGSTOW_KEY`, or the passphrase in `PGSTOW_PASSPHRASE`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/repository#key_wo Repository#key_wo}
  */
  readonly keyWo?: string;
  /**
  * Any number; another one says that `key_wo` or `passphrase_wo` is another one now. That is added to what opens the repository, for which `PGSTOW_KEY`, `PGSTOW_PASSPHRASE` or `PGSTOW_KMS_KEY` must open it; the old one stays until `pgstow key remove`, or `pgstow key rotate --remove` where it may have leaked.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/repository#key_wo_version Repository#key_wo_version}
  */
  readonly keyWoVersion?: number;
  /**
  * A key of AWS KMS that opens it, in place of a key: its ARN or id, or `alias/NAME`. Another one is added like another `key_wo`. Default: `PGSTOW_KMS_KEY`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/repository#kms_key Repository#kms_key}
  */
  readonly kmsKey?: string;
  /**
  * A passphrase that opens it, in place of a key. Kept in no state and no plan file, if it comes from a variable with `ephemeral = true`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/repository#passphrase_wo Repository#passphrase_wo}
  */
  readonly passphraseWo?: string;
  /**
  * Where it is, in your own words. Plans whose source is elsewhere are refused, unless they allow it.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/repository#region Repository#region}
  */
  readonly region?: string;
  /**
  * Its address: `./folder`, `/folder`, `file:///folder` or `s3://bucket/prefix?region=...`.
  *
  * Docs at Terraform Registry: {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/repository#url Repository#url}
  */
  readonly url: string;
}

/**
* Represents a {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/repository pgstow_repository}
*/
export class Repository extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "pgstow_repository";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a Repository resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Repository to import
  * @param importFromId The id of the existing Repository that should be imported. Refer to the {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/repository#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Repository to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "pgstow_repository", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://registry.terraform.io/providers/pgstow/pgstow/0.1.0/docs/resources/repository pgstow_repository} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options RepositoryConfig
  */
  public constructor(scope: Construct, id: string, config: RepositoryConfig) {
    super(scope, id, {
      terraformResourceType: 'pgstow_repository',
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
    this._blobKeysFrom = config.blobKeysFrom;
    this._encrypted = config.encrypted;
    this._keyWo = config.keyWo;
    this._keyWoVersion = config.keyWoVersion;
    this._kmsKey = config.kmsKey;
    this._passphraseWo = config.passphraseWo;
    this._region = config.region;
    this._url = config.url;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // blob_keys_from - computed: false, optional: true, required: false
  private _blobKeysFrom?: string; 
  public get blobKeysFrom() {
    return this.getStringAttribute('blob_keys_from');
  }
  public set blobKeysFrom(value: string) {
    this._blobKeysFrom = value;
  }
  public resetBlobKeysFrom() {
    this._blobKeysFrom = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get blobKeysFromInput() {
    return this._blobKeysFrom;
  }

  // created - computed: true, optional: false, required: false
  public get created() {
    return this.getStringAttribute('created');
  }

  // encrypted - computed: true, optional: true, required: false
  private _encrypted?: boolean | cdktf.IResolvable; 
  public get encrypted() {
    return this.getBooleanAttribute('encrypted');
  }
  public set encrypted(value: boolean | cdktf.IResolvable) {
    this._encrypted = value;
  }
  public resetEncrypted() {
    this._encrypted = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get encryptedInput() {
    return this._encrypted;
  }

  // generation - computed: true, optional: false, required: false
  public get generation() {
    return this.getNumberAttribute('generation');
  }

  // id - computed: true, optional: false, required: false
  public get id() {
    return this.getStringAttribute('id');
  }

  // key_wo - computed: false, optional: true, required: false
  private _keyWo?: string; 
  public get keyWo() {
    return this.getStringAttribute('key_wo');
  }
  public set keyWo(value: string) {
    this._keyWo = value;
  }
  public resetKeyWo() {
    this._keyWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keyWoInput() {
    return this._keyWo;
  }

  // key_wo_version - computed: false, optional: true, required: false
  private _keyWoVersion?: number; 
  public get keyWoVersion() {
    return this.getNumberAttribute('key_wo_version');
  }
  public set keyWoVersion(value: number) {
    this._keyWoVersion = value;
  }
  public resetKeyWoVersion() {
    this._keyWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get keyWoVersionInput() {
    return this._keyWoVersion;
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

  // passphrase_wo - computed: false, optional: true, required: false
  private _passphraseWo?: string; 
  public get passphraseWo() {
    return this.getStringAttribute('passphrase_wo');
  }
  public set passphraseWo(value: string) {
    this._passphraseWo = value;
  }
  public resetPassphraseWo() {
    this._passphraseWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get passphraseWoInput() {
    return this._passphraseWo;
  }

  // public_key - computed: true, optional: false, required: false
  public get publicKey() {
    return this.getStringAttribute('public_key');
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

  // url - computed: false, optional: false, required: true
  private _url?: string; 
  public get url() {
    return this.getStringAttribute('url');
  }
  public set url(value: string) {
    this._url = value;
  }
  // Temporarily expose input value. Use with caution.
  public get urlInput() {
    return this._url;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      blob_keys_from: cdktf.stringToTerraform(this._blobKeysFrom),
      encrypted: cdktf.booleanToTerraform(this._encrypted),
      key_wo: cdktf.stringToTerraform(this._keyWo),
      key_wo_version: cdktf.numberToTerraform(this._keyWoVersion),
      kms_key: cdktf.stringToTerraform(this._kmsKey),
      passphrase_wo: cdktf.stringToTerraform(this._passphraseWo),
      region: cdktf.stringToTerraform(this._region),
      url: cdktf.stringToTerraform(this._url),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      blob_keys_from: {
        value: cdktf.stringToHclTerraform(this._blobKeysFrom),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      encrypted: {
        value: cdktf.booleanToHclTerraform(this._encrypted),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      key_wo: {
        value: cdktf.stringToHclTerraform(this._keyWo),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      key_wo_version: {
        value: cdktf.numberToHclTerraform(this._keyWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      kms_key: {
        value: cdktf.stringToHclTerraform(this._kmsKey),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      passphrase_wo: {
        value: cdktf.stringToHclTerraform(this._passphraseWo),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      region: {
        value: cdktf.stringToHclTerraform(this._region),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      url: {
        value: cdktf.stringToHclTerraform(this._url),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
