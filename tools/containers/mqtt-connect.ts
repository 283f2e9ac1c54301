import { connect } from 'node:net';
import { once } from 'node:events';

const PROTOCOL = Buffer.from('\u0000\u0004MQTT\u0004', 'latin1');
const CLEAN_SESSION = 0x02;
const WITH_LOGIN = 0xc0;
const KEEP_ALIVE = Buffer.from([0, 30]);

/** Who says hello to a broker; undefined for nobody in particular. */
export type Login = { username: string; password: string } | undefined;

/** Says hello to a broker by MQTT 3.1.1; resolves with its answer: 0 welcome, 4 and 5 refused. */
export async function sayHello(port: number, login: Login): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write(hello(login));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return answer[3] ?? NaN;
  } finally {
    socket.destroy();
  }
}

function hello(login: Login): Buffer {
  const flags = CLEAN_SESSION | (login === undefined ? 0 : WITH_LOGIN);
  const texts = ['container-test', ...(login === undefined ? [] : [login.username, login.password])];
  const body = Buffer.concat([PROTOCOL, Buffer.from([flags]), KEEP_ALIVE, ...texts.map(prefixed)]);
  return Buffer.concat([Buffer.from([0x10, body.length]), body]);
}

function prefixed(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}
