import { PgstowCommand } from '../pgstowCommand.ts';
