import { ChangeDetectionStrategy, Component, computed, inject, signal, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MatSnackBar } from '@angular/material/snack-bar';
import type { Channel, ChannelTest, ChannelType } from '@sensorium/contracts';
import { ApiFault } from '../../data/api';
import { Seconds } from '../../data/clocks';
import { MatcherData } from '../../data/matcher-choices';
import { NotifyApi } from '../../data/notify-api';
import { Times } from '../../ui/format/times';
import { Icon } from '../../ui/icon/icon';
import { Mark } from '../../ui/mark/mark';
import { pageTitle } from '../../ui/texts/page-title';
import { Texts } from '../../ui/texts/texts';
import { Combo, type Option } from '../../widgets/fields/combo';
import { Confirm } from '../../widgets/confirm/confirm';
import { PageNote } from '../../widgets/page-note/page-note';
import { channelDraft, newChannel, type ChannelDraft } from './channel-draft';
import { ChannelEditor } from './channel-editor';
import { CHANNEL_TYPES } from './channel-fields';
import { channelIcon } from './channel-icon';
import { DeliveryLog } from './delivery-log';
import { NotifySettingsCard } from './notify-settings-card';
import { PushCard } from './push-card';
import { routeToAll } from './route-draft';
import { RoutesCard } from './routes-card';
import { TestPath } from './test-path';

const THE_PAGE: Channel = {
  id: 'page',
  type: 'page',
  name: 'page',
  enabled: true,
  settings: {},
  secrets: [],
  health: null,
  createdAt: 0,
  updatedAt: 0,
};

/** Who is told: channels and how they do, routes, how notices are put together, and everything that was sent. */
@Component({
  selector: 'sn-channels',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [
    ChannelEditor,
    Combo,
    DeliveryLog,
    Icon,
    Mark,
    NotifySettingsCard,
    PageNote,
    PushCard,
    RouterLink,
    RoutesCard,
    TestPath,
  ],
  templateUrl: './channels.html',
  styleUrls: ['../../ui/page/page-head.css', './channels.css'],
})
export class ChannelsPage {
  readonly #api = inject(NotifyApi);
  readonly #seconds = inject(Seconds);
  readonly #times = inject(Times);
  readonly #confirm = inject(Confirm);
  readonly #snackBar = inject(MatSnackBar);
  readonly #channels = signal<readonly Channel[] | null>(null);
  protected readonly texts = inject(Texts);
  protected readonly routesCard = viewChild(RoutesCard);
  protected readonly failed = signal('');
  protected readonly edited = signal<{ id: string | null; draft: ChannelDraft } | null>(null);
  /** The channel that is being tried, and what came of the last trial. */
  protected readonly testing = signal<string | null>(null);
  protected readonly tested = signal<{ id: string; test: ChannelTest } | null>(null);
  /** The page is a channel that nobody made: it stands first. */
  protected readonly channels = computed(() => [
    THE_PAGE,
    ...(this.#channels() ?? []).filter(({ id }) => id !== THE_PAGE.id),
  ]);
  protected readonly loaded = computed(() => this.#channels() !== null);
  protected readonly options = computed((): readonly Option[] => [
    { value: THE_PAGE.id, label: this.texts.t('rules.thePage') },
    ...this.channels()
      .filter(({ id }) => id !== THE_PAGE.id)
      .map(({ id, name, type }) => ({ value: id, label: name, note: type })),
  ]);
  protected readonly types = computed((): readonly Option[] =>
    CHANNEL_TYPES.map((value) => ({ value, label: this.texts.t(`channels.type.${value}`) })),
  );

  constructor() {
    pageTitle(() => this.texts.t('channels.title'));
    void this.read();
    void inject(MatcherData).read();
  }

  protected icon = channelIcon;

  protected add(type: string): void {
    const known: ChannelType | undefined = CHANNEL_TYPES.find((one) => one === type);
    if (known)
      this.edited.set({ id: null, draft: newChannel(known, this.texts.t(`channels.type.${known}`)) });
  }

  protected edit(channel: Channel): void {
    const draft = channelDraft(channel);
    if (draft) this.edited.set({ id: channel.id, draft });
  }

  protected healthText({ health, enabled }: Channel): string {
    if (!enabled) return this.texts.t('rules.off');
    if (!health) return this.texts.t('channels.health.unused');
    const age = this.#times.duration(Math.max(0, this.#seconds.now() - health.since));
    return this.texts.t(`channels.health.${health.state}`, { age, answer: health.answer });
  }

  protected async test(id: string): Promise<void> {
    this.testing.set(id);
    this.tested.set(null);
    await this.#try(async () => {
      this.tested.set({ id, test: await this.#api.testChannel(id) });
    });
    this.testing.set(null);
    await this.read();
  }

  protected async remove(channel: Channel): Promise<void> {
    const { name } = channel;
    const yes = await this.#confirm.ask({
      heading: this.texts.t('channels.remove.title', { name }),
      text: this.texts.t('channels.remove.text'),
      yes: this.texts.t('rules.delete'),
      danger: true,
    });
    if (yes) await this.#try(() => this.#api.deleteChannel(channel.id));
    await this.read();
  }

  protected async read(): Promise<void> {
    try {
      this.#channels.set(await this.#api.channels());
      this.failed.set('');
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.failed.set(error.message);
    }
  }

  /** Push needs a channel that rules can name, and at first a route that sends everything to it. */
  protected async ensurePush(): Promise<void> {
    if (this.channels().some(({ type }) => type === 'web-push')) return;
    const name = this.texts.t('channels.type.web-push');
    await this.#try(async () => {
      await this.#api.saveChannel({ type: 'web-push', name, enabled: true, settings: {} }, null);
      const made = (await this.#api.channels()).find(({ type }) => type === 'web-push');
      if (made) await this.#api.saveRoutes([routeToAll(name, made.id), ...(await this.#api.routes())]);
    });
    await this.read();
    await this.routesCard()?.read();
  }

  protected async saved(): Promise<void> {
    this.edited.set(null);
    await this.read();
  }

  async #try(send: () => Promise<unknown>): Promise<void> {
    try {
      await send();
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      const text = this.texts.t('device.refused', { reason: error.message });
      this.#snackBar.open(text, undefined, { duration: 8000 });
    }
  }
}
