/** Takes sets of every version that pgstow backs up without a program of the machine. */
const image = 'postgres:18';

/** Whoever reaches it may do anything there; nobody but the job does, and it ends with that. */
const trusting = { POSTGRES_HOST_AUTH_METHOD: 'trust' };

/**
 * A server for the drills of a job on GitHub, and its address: runners have programs of an older PostgreSQL at best.
 *
 * https://docs.github.com/en/actions/tutorials/use-containerized-services/create-postgresql-service-containers
 */
export const githubService = {
  services: {
    postgres: {
      image,
      env: trusting,
      ports: [5432],
      options: '--health-cmd pg_isready --health-interval 2s --health-timeout 5s --health-retries 30',
    },
  },
  address: `postgresql://postgres@localhost:\${{ job.services.postgres.ports['5432'] }}/postgres`,
};

const data = { name: 'drill-data', mountPath: '/drill-data' };
const sockets = { name: 'drill-sockets', mountPath: '/var/run/postgresql' };

/**
 * A server in a drill's pod, which goes with it, and its address. As an init container that is restarted it is there before the drill
 * begins, and keeps the pod from nothing.
 *
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export const kubernetesSidecar = {
  container: {
    name: 'postgres',
    image,
    restartPolicy: 'Always',
    args: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'max_wal_size=4GB'],
    env: [
      ...Object.entries(trusting).map(([name, value]) => ({ name, value })),
      { name: 'PGDATA', value: `${data.mountPath}/pgdata` },
    ],
    startupProbe: { exec: { command: ['pg_isready', '-h', '127.0.0.1'] }, periodSeconds: 2, failureThreshold: 60 },
    resources: { requests: { cpu: '100m', memory: '256Mi' } },
    securityContext: {
      runAsUser: 999, // the image's postgres
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [data, sockets, { name: 'tmp', mountPath: '/tmp' }],
  },
  volumes: [data, sockets].map(({ name }) => ({ name, emptyDir: {} })),
  address: 'postgresql://postgres@127.0.0.1:5432/postgres',
};
