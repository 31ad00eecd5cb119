/** All on 127.0.0.1. */
export interface Ports {
  readonly monitor: number;
  readonly oldMonitor: number;
  readonly gateway: number;
}

/** A key that the gateway knows for server-side encryption by KMS. */
export const kmsKey = 'test-key';

/** The credentials of a user: the owner of the buckets, or somebody who was given no rights. */
export function keyOf(user: 'owner' | 'stranger') {
  return { accessKeyId: `${user}-access-key`, secretAccessKey: `${user}-secret-key` };
}

/** https://docs.ceph.com/en/latest/rados/configuration/, https://docs.ceph.com/en/latest/radosgw/config-ref/ */
export function configuration(folder: string, fsid: string, { monitor, oldMonitor, gateway }: Ports): string {
  return `
[global]
fsid = ${fsid}
mon host = [v2:127.0.0.1:${monitor}/0,v1:127.0.0.1:${oldMonitor}/0]
public network = 127.0.0.0/8
auth cluster required = none
auth service required = none
auth client required = none
# one copy on one OSD
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
run dir = ${folder}/run
admin socket = ${folder}/run/$name.asok
log file = ${folder}/log/$name.log
mon data = ${folder}/mon
osd data = ${folder}/osd
osd objectstore = memstore
memstore device bytes = 8589934592

[client.rgw]
# there are no keys here to log in to the monitor with
ms mon client mode = crc
rgw data = ${folder}/rgw
rgw frontends = beast endpoint=127.0.0.1:${gateway} tcp_nodelay=1
rgw crypt require ssl = false
rgw crypt s3 kms backend = testing
rgw crypt s3 kms encryption keys = ${kmsKey}=${Buffer.alloc(32, 'k').toString('base64')}
`;
}
