import { afterAll } from 'vitest';
import { dropDatabases } from '../servers.ts';

afterAll(dropDatabases);
