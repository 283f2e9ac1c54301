import {
  DockerfileParser,
  type Copy,
  type From,
  type Instruction,
  type JSONInstruction,
} from 'dockerfile-ast';

/** One COPY: from which stage (none: the folder that is built from), what and where to. */
export interface CopyStep {
  from: string | undefined;
  sources: string[];
  target: string;
}

/** One stage of a Dockerfile. */
export interface Stage {
  name: string | undefined;
  /** Image or stage that it begins with. */
  image: string;
  copies: CopyStep[];
  /** Shell commands. */
  runs: string[];
  env: Record<string, string>;
  user: string | undefined;
  workdir: string | undefined;
  exposed: string[];
  volumes: string[];
  command: string[];
  healthCommand: string[];
}

/** Reads the stages of a Dockerfile, the final one last. */
export function readStages(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const stage = stages.at(-1);
    if (instruction.getKeyword() === 'FROM') stages.push(newStage(instruction as From));
    else if (stage !== undefined) read(instruction, stage);
  }
  return stages;
}

function newStage(from: From): Stage {
  return {
    name: from.getBuildStage() ?? undefined,
    image: from.getImage() ?? '',
    ...{ copies: [], runs: [], env: {}, exposed: [], volumes: [], command: [], healthCommand: [] },
    ...{ user: undefined, workdir: undefined },
  };
}

function read(instruction: Instruction, stage: Stage): void {
  const words = instruction.getArguments().map((argument) => argument.getValue());
  const readers: Record<string, () => void> = {
    COPY: () => stage.copies.push(readCopy(instruction as Copy, words)),
    RUN: () => stage.runs.push(words.join(' ')),
    ENV: () => Object.assign(stage.env, Object.fromEntries(words.map(readPair))),
    USER: () => (stage.user = words[0]),
    WORKDIR: () => (stage.workdir = words[0]),
    EXPOSE: () => stage.exposed.push(...words),
    VOLUME: () => stage.volumes.push(...words),
    CMD: () => (stage.command = jsonOf(instruction as JSONInstruction)),
    HEALTHCHECK: () => (stage.healthCommand = healthOf(instruction)),
  };
  readers[instruction.getKeyword()]?.();
}

function readCopy(copy: Copy, words: string[]): CopyStep {
  const from = copy.getFromFlag()?.getValue() ?? undefined;
  return { from, sources: words.slice(0, -1), target: words.at(-1) ?? '' };
}

function readPair(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}

function jsonOf(instruction: JSONInstruction): string[] {
  return instruction.getJSONStrings().map((string) => JSON.parse(string.getValue()) as string);
}

/** The parser knows the JSON form of a health check only as text. */
function healthOf(instruction: Instruction): string[] {
  const text = instruction.getRawArgumentsContent() ?? '';
  return JSON.parse(text.slice(text.indexOf('CMD') + 'CMD'.length)) as string[];
}
