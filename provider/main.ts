import { isStartedByTerraform } from './protocol/handshake.ts';
import { serve } from './protocol/serve.ts';
import { providerService } from './service.ts';
import { Session } from './session.ts';

/** The provider's program: what Terraform starts. */
async function main(): Promise<void> {
  if (!isStartedByTerraform(process.env)) {
    process.stderr.write('This is the Terraform provider of pgstow. Terraform starts it; README.md says how.\n');
    process.exit(1);
  }
  await serve(providerService(new Session(process.env)), process.env);
  process.exit(0);
}

void main();
