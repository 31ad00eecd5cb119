import { create, createFileRegistry, type DescService } from '@bufbuild/protobuf';
import {
  type DescriptorProto,
  DescriptorProtoSchema,
  FieldDescriptorProtoSchema,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from '@bufbuild/protobuf/wkt';
import { messages } from './messages.ts';
import { controllerMethods, type Methods, providerMethods } from './services.ts';

/** What protobuf needs to know of the services, made from the tables in `messages.ts` and `services.ts`. */
export interface Services {
  readonly provider: DescService;
  readonly controller: DescService;
}

export function describeServices(): Services {
  const registry = createFileRegistry(
    create(FileDescriptorSetSchema, {
      file: [
        fileOf('tfplugin6', Object.entries<Fields>(messages).map(messageOf), 'Provider', providerMethods),
        fileOf('plugin', [create(DescriptorProtoSchema, { name: 'Empty' })], 'GRPCController', controllerMethods),
      ],
    }),
  );
  const service = (name: string) => registry.getService(name)!;
  return { provider: service('tfplugin6.Provider'), controller: service('plugin.GRPCController') };
}

type Fields = Readonly<Record<string, readonly [number, string]>>;

function fileOf(scope: string, messageType: DescriptorProto[], name: string, methods: Methods) {
  const method = Object.entries(methods).map(([method, { request, response, streams = false }]) => ({
    name: method,
    serverStreaming: streams,
    inputType: `.${scope}.${request}`,
    outputType: `.${scope}.${response}`,
  }));
  return create(FileDescriptorProtoSchema, {
    name: `${scope}.proto`,
    package: scope,
    syntax: 'proto3',
    messageType,
    service: [{ name, method }],
  });
}

function messageOf([name, fields]: readonly [string, Fields]): DescriptorProto {
  const message = create(DescriptorProtoSchema, { name });
  for (const [field, [number, type]] of Object.entries(fields)) addField(message, field, number, type);
  return message;
}

function addField(message: DescriptorProto, name: string, number: number, type: string): void {
  const { one, many, absent, map } = readType(type);
  const field = create(FieldDescriptorProtoSchema, {
    name,
    number,
    label: many || map ? Label.REPEATED : Label.OPTIONAL,
    ...(map ? addMapEntry(message, name, one) : typeOf(one)),
  });
  if (absent) {
    // proto3 keeps the presence of a scalar by a oneof of its own
    field.proto3Optional = true;
    field.oneofIndex = message.oneofDecl.length;
    message.oneofDecl.push({ $typeName: 'google.protobuf.OneofDescriptorProto', name: `_${name}` });
  }
  message.field.push(field);
}

function readType(type: string) {
  const map = /^map<(.+)>$/.exec(type)?.[1];
  return { one: map ?? type.replace(/\[\]$|\?$/, ''), many: type.endsWith('[]'), absent: type.endsWith('?'), map };
}

/** https://protobuf.dev/programming-guides/proto3/#maps: a map is a list of messages with a key and a value. */
function addMapEntry(message: DescriptorProto, field: string, value: string) {
  const name = `${field[0]!.toUpperCase()}${field.slice(1)}Entry`;
  const key = { name: 'key', number: 1, label: Label.OPTIONAL, type: Type.STRING };
  const entry = { name: 'value', number: 2, label: Label.OPTIONAL, ...typeOf(value) };
  message.nestedType.push(create(DescriptorProtoSchema, { name, field: [key, entry], options: { mapEntry: true } }));
  return { type: Type.MESSAGE, typeName: `.tfplugin6.${message.name}.${name}` };
}

const scalars: Readonly<Record<string, Type>> = {
  string: Type.STRING,
  bytes: Type.BYTES,
  bool: Type.BOOL,
  int: Type.INT32,
};

function typeOf(one: string) {
  return Object.hasOwn(scalars, one) ? { type: scalars[one]! } : { type: Type.MESSAGE, typeName: `.tfplugin6.${one}` };
}
