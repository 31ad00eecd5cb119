// The health check of the image, which is asked whatever command runs in it: where nothing listens it is no scheduler, or
// one that does not serve, and all is well while the process lives. A scheduler that does not look any more says so.
const port = /(\d+)$/.exec(process.env.PGSTOW_LISTEN ?? '')?.[1];

if (port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(5000) });
    console.log((await response.text()).trim());
    process.exitCode = response.ok ? 0 : 1;
  } catch (thrown) {
    const refused = thrown.cause?.code === 'ECONNREFUSED';
    console.log(refused ? 'no scheduler listens here' : `no answer: ${thrown.message}`);
    process.exitCode = refused ? 0 : 1;
  }
}
