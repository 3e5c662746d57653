// Written by `npm run types:api` from the routes; not to be edited.
// biome-ignore-all lint/complexity/noBannedTypes: a body without fields is described as just that
// biome-ignore-all format: as its generator prints it

export interface Operations {
  listComments: {
    query: {
      verdict?: 'held' | 'published' | 'spam' | 'rejected' | 'removed';
      reported?: 'true';
      article?: string;
      order?: 'oldest' | 'newest';
      limit?: string;
      cursor?: string;
    };
    response: ModeratedPage;
  };
  readComment: {
    params: {
      id: string;
    };
    response: QueuedComment;
  };
  decideComment: {
    params: {
      id: string;
    };
    body: {
      act: 'approve' | 'spam' | 'reject' | 'remove' | 'restore';
      why?: string;
      version?: number;
      force?: boolean;
    };
    response: ModeratedComment;
  };
  decideComments: {
    body: {
      act: 'approve' | 'spam' | 'reject' | 'remove' | 'restore';
      why?: string;
      /**
       * @minItems 1
       * @maxItems 100
       */
      ids: string[];
      versions?: {
        [k: string]: number;
      };
      force?: boolean;
    };
    response: DecisionsAnswer;
  };
  openThread: {
    params: {
      slug: string;
    };
    body: {
      open: boolean;
    };
    response: ThreadOpen;
  };
  readSettings: {
    response: SettingsAnswer;
  };
  saveSettings: {
    version: number;
    body: {
      open: boolean;
      closeAfterDays: number | null;
      moderation: 'everything-held' | 'proven-published' | 'all-published';
      holdFirstComment: boolean;
      minSeconds: number;
      maxHours: number;
      linksAllowed: number;
      holdWords: string[];
      spamWords: string[];
      holdPatterns: string[];
      spamPatterns: string[];
      /**
       * @maxItems 500
       */
      staffNames: string[];
      /**
       * @maxItems 500
       */
      staffEmails: string[];
      reportsToHold: number;
      rejectionsToHold: number;
      editMinutes: number;
      rateLimits: {
        network: {
          most: number;
          seconds: number;
        };
        person: {
          most: number;
          seconds: number;
        };
        article: {
          most: number;
          seconds: number;
        };
      };
      websiteField: boolean;
      notifyReplies: boolean;
      akismet: {
        enabled: boolean;
      };
    };
    response: SettingsAnswer;
  };
  patchSettings: {
    version: number;
    body: {
      open?: boolean | null;
      closeAfterDays?: number | null;
      moderation?: ('everything-held' | 'proven-published' | 'all-published') | null;
      holdFirstComment?: boolean | null;
      minSeconds?: number | null;
      maxHours?: number | null;
      linksAllowed?: number | null;
      holdWords?: string[] | null;
      spamWords?: string[] | null;
      holdPatterns?: string[] | null;
      spamPatterns?: string[] | null;
      staffNames?: string[] | null;
      staffEmails?: string[] | null;
      reportsToHold?: number | null;
      rejectionsToHold?: number | null;
      editMinutes?: number | null;
      rateLimits?: {
        network?: {
          most?: number | null;
          seconds?: number | null;
        } | null;
        person?: {
          most?: number | null;
          seconds?: number | null;
        } | null;
        article?: {
          most?: number | null;
          seconds?: number | null;
        } | null;
      } | null;
      websiteField?: boolean | null;
      notifyReplies?: boolean | null;
      akismet?: {
        enabled?: boolean | null;
      } | null;
    };
    response: SettingsAnswer;
  };
  readSectionSettings: {
    params: {
      section: string;
    };
    response: SectionSettingsAnswer;
  };
  saveSectionSettings: {
    params: {
      section: string;
    };
    version: number;
    body: {
      open?: boolean;
      closeAfterDays?: number | null;
      moderation?: 'everything-held' | 'proven-published' | 'all-published';
      holdFirstComment?: boolean;
      minSeconds?: number;
      maxHours?: number;
      linksAllowed?: number;
      holdWords?: string[];
      spamWords?: string[];
      holdPatterns?: string[];
      spamPatterns?: string[];
      /**
       * @maxItems 500
       */
      staffNames?: string[];
      /**
       * @maxItems 500
       */
      staffEmails?: string[];
      reportsToHold?: number;
      rejectionsToHold?: number;
      editMinutes?: number;
      rateLimits?: {
        network: {
          most: number;
          seconds: number;
        };
        person: {
          most: number;
          seconds: number;
        };
        article: {
          most: number;
          seconds: number;
        };
      };
      websiteField?: boolean;
      notifyReplies?: boolean;
      akismet?: {
        enabled: boolean;
      };
    };
    response: SectionSettingsAnswer;
  };
  patchSectionSettings: {
    params: {
      section: string;
    };
    version: number;
    body: {
      open?: boolean | null;
      closeAfterDays?: number | null;
      moderation?: ('everything-held' | 'proven-published' | 'all-published') | null;
      holdFirstComment?: boolean | null;
      minSeconds?: number | null;
      maxHours?: number | null;
      linksAllowed?: number | null;
      holdWords?: string[] | null;
      spamWords?: string[] | null;
      holdPatterns?: string[] | null;
      spamPatterns?: string[] | null;
      staffNames?: string[] | null;
      staffEmails?: string[] | null;
      reportsToHold?: number | null;
      rejectionsToHold?: number | null;
      editMinutes?: number | null;
      rateLimits?: {
        network?: {
          most?: number | null;
          seconds?: number | null;
        } | null;
        person?: {
          most?: number | null;
          seconds?: number | null;
        } | null;
        article?: {
          most?: number | null;
          seconds?: number | null;
        } | null;
      } | null;
      websiteField?: boolean | null;
      notifyReplies?: boolean | null;
      akismet?: {
        enabled?: boolean | null;
      } | null;
    };
    response: SectionSettingsAnswer;
  };
  trySettings: {
    body: {
      settings: {
        open: boolean;
        closeAfterDays: number | null;
        moderation: 'everything-held' | 'proven-published' | 'all-published';
        holdFirstComment: boolean;
        minSeconds: number;
        maxHours: number;
        linksAllowed: number;
        holdWords: string[];
        spamWords: string[];
        holdPatterns: string[];
        spamPatterns: string[];
        /**
         * @maxItems 500
         */
        staffNames: string[];
        /**
         * @maxItems 500
         */
        staffEmails: string[];
        reportsToHold: number;
        rejectionsToHold: number;
        editMinutes: number;
        rateLimits: {
          network: {
            most: number;
            seconds: number;
          };
          person: {
            most: number;
            seconds: number;
          };
          article: {
            most: number;
            seconds: number;
          };
        };
        websiteField: boolean;
        notifyReplies: boolean;
        akismet: {
          enabled: boolean;
        };
      };
    };
    response: Trial;
  };
  findPerson: {
    body: {
      email: string;
    };
    response: PersonAnswer;
  };
  readPerson: {
    params: {
      person: string;
    };
    query: {
      cursor?: string;
    };
    response: PersonalData;
  };
  erasePerson: {
    params: {
      person: string;
    };
    response: Erasure;
  };
  createArticle: {
    idempotencyKey: string;
    body: {
      kicker?: '' | string;
      headline: string;
      shortHeadline?: '' | string;
      standfirst?: '' | string;
      slug?: string;
      section: string;
      kind?: 'news' | 'analysis' | 'opinion' | 'review' | 'interview' | 'obituary' | 'live' | 'brief' | 'sponsored';
      label?: 'none' | 'breaking' | 'live';
      importance?: number;
      keptOffFronts?: boolean;
      /**
       * @maxItems 80
       */
      tags?: string[];
      /**
       * @minItems 1
       * @maxItems 10
       */
      byline: (
        | string
        | {
            name: string;
            slug: string;
          }
      )[];
      body: string;
      format?: 'markdown' | 'html';
      language?: string;
      /**
       * @maxItems 20
       */
      translations?: {
        language: string;
        url: string;
      }[];
      image?:
        | (
            | {
                media: string;
                alt?: string | null;
                caption?: string | null;
                credit?: string | null;
              }
            | {
                url: string;
                alt: string;
                caption?: string | null;
                credit?: string | null;
                width?: number | null;
                height?: number | null;
                /**
                 * @maxItems 8
                 */
                sources?: {
                  url: string;
                  width: number;
                }[];
              }
          )
        | null;
      commentsOpen?: boolean;
      source?: string | null;
      sourceVersion?: string | null;
    };
    response: SavedCopy;
  };
  listCopies: {
    query: {
      state: 'draft' | 'scheduled' | 'published' | 'withdrawn';
      limit?: string;
      cursor?: string;
    };
    response: CopyPage;
  };
  readCopy: {
    params: {
      id: string;
    };
    response: WorkingCopy;
  };
  saveArticle: {
    params: {
      id: string;
    };
    version: number;
    body: {
      kicker: '' | string;
      headline: string;
      shortHeadline: '' | string;
      standfirst: '' | string;
      slug: string;
      section: string;
      kind: 'news' | 'analysis' | 'opinion' | 'review' | 'interview' | 'obituary' | 'live' | 'brief' | 'sponsored';
      label: 'none' | 'breaking' | 'live';
      importance: number;
      keptOffFronts: boolean;
      /**
       * @maxItems 80
       */
      tags: string[];
      /**
       * @minItems 1
       * @maxItems 10
       */
      byline: (
        | string
        | {
            name: string;
            slug: string;
          }
      )[];
      body: string;
      format: 'markdown' | 'html';
      language: string;
      /**
       * @maxItems 20
       */
      translations: {
        language: string;
        url: string;
      }[];
      image:
        | (
            | {
                media: string;
                alt: string | null;
                caption: string | null;
                credit: string | null;
              }
            | {
                url: string;
                alt: string;
                caption: string | null;
                credit: string | null;
                width: number | null;
                height: number | null;
                /**
                 * @maxItems 8
                 */
                sources: {
                  url: string;
                  width: number;
                }[];
              }
          )
        | null;
      commentsOpen: boolean;
      source: string | null;
      sourceVersion: string | null;
    };
    response: SavedCopy;
  };
  patchArticle: {
    params: {
      id: string;
    };
    version: number;
    body: {
      kicker?: ('' | string) | null;
      headline?: string | null;
      shortHeadline?: ('' | string) | null;
      standfirst?: ('' | string) | null;
      slug?: string | null;
      section?: string | null;
      kind?:
        ('news' | 'analysis' | 'opinion' | 'review' | 'interview' | 'obituary' | 'live' | 'brief' | 'sponsored') | null;
      label?: ('none' | 'breaking' | 'live') | null;
      importance?: number | null;
      keptOffFronts?: boolean | null;
      tags?: string[] | null;
      byline?:
        | (
            | string
            | {
                name: string;
                slug: string;
              }
          )[]
        | null;
      body?: string | null;
      format?: ('markdown' | 'html') | null;
      language?: string | null;
      translations?:
        | {
            language: string;
            url: string;
          }[]
        | null;
      image?: {
        media?: string | null;
        alt?: string | null;
        caption?: string | null;
        credit?: string | null;
        url?: string | null;
        width?: number | null;
        height?: number | null;
        sources?:
          | {
              url: string;
              width: number;
            }[]
          | null;
      } | null;
      commentsOpen?: boolean | null;
      source?: string | null;
      sourceVersion?: string | null;
    };
    response: SavedCopy;
  };
  deleteDraft: {
    params: {
      id: string;
    };
    version: number;
    response: WorkingCopy;
  };
  findCopy: {
    query: {
      source?: string;
      slug?: string;
    };
    response: WorkingCopy;
  };
  publishArticle: {
    params: {
      id: string;
    };
    version: number;
    body: {
      at?: string;
    };
    response: WorkingCopy;
  };
  unscheduleArticle: {
    params: {
      id: string;
    };
    version: number;
    body: {};
    response: WorkingCopy;
  };
  correctArticle: {
    params: {
      id: string;
    };
    version: number;
    body: {
      note: string;
    };
    response: WorkingCopy;
  };
  withdrawArticle: {
    params: {
      id: string;
    };
    version: number;
    body: {};
    response: WorkingCopy;
  };
  restoreArticle: {
    params: {
      id: string;
    };
    version: number;
    body: {};
    response: WorkingCopy;
  };
  listRevisions: {
    params: {
      id: string;
    };
    query: {
      limit?: string;
      cursor?: string;
    };
    response: RevisionPage;
  };
  readRevision: {
    params: {
      id: string;
      revision: string;
    };
    response: Revision;
  };
  compareRevisions: {
    params: {
      id: string;
      revision: string;
    };
    query: {
      with: string;
    };
    response: Comparison;
  };
  restoreRevision: {
    params: {
      id: string;
      revision: string;
    };
    version: number;
    body: {};
    response: SavedCopy;
  };
  listActs: {
    params: {
      id: string;
    };
    query: {
      limit?: string;
      cursor?: string;
    };
    response: AuditPage;
  };
  listActsOfDay: {
    query: {
      day: string;
      limit?: string;
      cursor?: string;
    };
    response: AuditPage;
  };
  previewArticle: {
    params: {
      id: string;
    };
    response: Preview;
  };
  previewPage: {
    params: {
      id: string;
    };
    response: string;
  };
  createPage: {
    idempotencyKey: string;
    body: {
      headline: string;
      standfirst?: '' | string;
      slug?: string;
      body: string;
      format?: 'markdown' | 'html';
      language?: string;
      /**
       * @maxItems 20
       */
      translations?: {
        language: string;
        url: string;
      }[];
      image?:
        | (
            | {
                media: string;
                alt?: string | null;
                caption?: string | null;
                credit?: string | null;
              }
            | {
                url: string;
                alt: string;
                caption?: string | null;
                credit?: string | null;
                width?: number | null;
                height?: number | null;
                /**
                 * @maxItems 8
                 */
                sources?: {
                  url: string;
                  width: number;
                }[];
              }
          )
        | null;
      lists?: 'corrections' | null;
      source?: string | null;
      sourceVersion?: string | null;
    };
    response: SavedPageCopy;
  };
  listPageCopies: {
    query: {
      state: 'draft' | 'scheduled' | 'published' | 'withdrawn';
      limit?: string;
      cursor?: string;
    };
    response: PageCopyPage;
  };
  findPageCopy: {
    query: {
      slug: string;
    };
    response: PageCopy;
  };
  readPageCopy: {
    params: {
      id: string;
    };
    response: PageCopy;
  };
  savePage: {
    params: {
      id: string;
    };
    version: number;
    body: {
      headline: string;
      standfirst: '' | string;
      slug: string;
      body: string;
      format: 'markdown' | 'html';
      language: string;
      /**
       * @maxItems 20
       */
      translations: {
        language: string;
        url: string;
      }[];
      image:
        | (
            | {
                media: string;
                alt: string | null;
                caption: string | null;
                credit: string | null;
              }
            | {
                url: string;
                alt: string;
                caption: string | null;
                credit: string | null;
                width: number | null;
                height: number | null;
                /**
                 * @maxItems 8
                 */
                sources: {
                  url: string;
                  width: number;
                }[];
              }
          )
        | null;
      lists: 'corrections' | null;
      source: string | null;
      sourceVersion: string | null;
    };
    response: SavedPageCopy;
  };
  patchPage: {
    params: {
      id: string;
    };
    version: number;
    body: {
      headline?: string | null;
      standfirst?: ('' | string) | null;
      slug?: string | null;
      body?: string | null;
      format?: ('markdown' | 'html') | null;
      language?: string | null;
      translations?:
        | {
            language: string;
            url: string;
          }[]
        | null;
      image?: {
        media?: string | null;
        alt?: string | null;
        caption?: string | null;
        credit?: string | null;
        url?: string | null;
        width?: number | null;
        height?: number | null;
        sources?:
          | {
              url: string;
              width: number;
            }[]
          | null;
      } | null;
      lists?: 'corrections' | null;
      source?: string | null;
      sourceVersion?: string | null;
    };
    response: SavedPageCopy;
  };
  deletePageDraft: {
    params: {
      id: string;
    };
    version: number;
    response: PageCopy;
  };
  publishPage: {
    params: {
      id: string;
    };
    version: number;
    body: {
      at?: string;
    };
    response: PageCopy;
  };
  unschedulePage: {
    params: {
      id: string;
    };
    version: number;
    body: {};
    response: PageCopy;
  };
  withdrawPage: {
    params: {
      id: string;
    };
    version: number;
    body: {};
    response: PageCopy;
  };
  restorePage: {
    params: {
      id: string;
    };
    version: number;
    body: {};
    response: PageCopy;
  };
  listPageRevisions: {
    params: {
      id: string;
    };
    query: {
      limit?: string;
      cursor?: string;
    };
    response: RevisionPage;
  };
  readPageRevision: {
    params: {
      id: string;
      revision: string;
    };
    response: PageRevision;
  };
  comparePageRevisions: {
    params: {
      id: string;
      revision: string;
    };
    query: {
      with: string;
    };
    response: Comparison;
  };
  restorePageRevision: {
    params: {
      id: string;
      revision: string;
    };
    version: number;
    body: {};
    response: SavedPageCopy;
  };
  listPageActs: {
    params: {
      id: string;
    };
    query: {
      limit?: string;
      cursor?: string;
    };
    response: AuditPage;
  };
  previewOwnPage: {
    params: {
      id: string;
    };
    response: PagePreview;
  };
  previewOwnPageHtml: {
    params: {
      id: string;
    };
    response: string;
  };
  readMenu: {
    params: {
      place: 'header' | 'more' | 'footer' | 'social';
    };
    response: EditedMenu;
  };
  saveMenu: {
    params: {
      place: 'header' | 'more' | 'footer' | 'social';
    };
    version: number;
    body: {
      items:
        | {
            section?: string;
            page?: string;
            tag?: string;
            address?: string;
            label?: string;
          }[]
        | null;
    };
    response: EditedMenu;
  };
  createSection: {
    body: {
      name: string;
      title: string;
      description?: '' | string;
      open?: boolean;
    };
    response: EditedSection;
  };
  listEditedSections: {
    response: EditedSectionList;
  };
  orderSections: {
    version: number;
    body: {
      /**
       * @minItems 1
       */
      names: string[];
    };
    response: EditedSectionList;
  };
  readEditedSection: {
    params: {
      section: string;
    };
    response: EditedSection;
  };
  saveSection: {
    params: {
      section: string;
    };
    version: number;
    body: {
      name?: string;
      title: string;
      description: '' | string;
      open: boolean;
    };
    response: EditedSection;
  };
  patchSection: {
    params: {
      section: string;
    };
    version: number;
    body: {
      title?: string | null;
      description?: ('' | string) | null;
      open?: boolean | null;
    };
    response: EditedSection;
  };
  renameSection: {
    params: {
      section: string;
    };
    version: number;
    body: {
      name: string;
      title?: string;
    };
    response: EditedSection;
  };
  mergeSection: {
    params: {
      section: string;
    };
    version: number;
    body: {
      into: string;
    };
    response: SectionMerged;
  };
  retireSection: {
    params: {
      section: string;
    };
    version: number;
    body: {
      retired?: boolean;
    };
    response: EditedSection;
  };
  readEditedAuthor: {
    params: {
      author: string;
    };
    response: EditedAuthor;
  };
  saveAuthor: {
    params: {
      author: string;
    };
    version: number;
    body: {
      name: string;
      biography: string;
      role: '' | string;
      portrait: string | null;
      contact: string | null;
      /**
       * @maxItems 10
       */
      links: {
        label: string;
        url: string;
      }[];
    };
    response: EditedAuthor;
  };
  patchAuthor: {
    params: {
      author: string;
    };
    version: number;
    body: {
      name?: string | null;
      biography?: string | null;
      role?: ('' | string) | null;
      portrait?: string | null;
      contact?: string | null;
      links?:
        | {
            label: string;
            url: string;
          }[]
        | null;
    };
    response: EditedAuthor;
  };
  renameAuthor: {
    params: {
      author: string;
    };
    version: number;
    body: {
      slug: string;
      name?: string;
    };
    response: AuthorRenamed;
  };
  listRedirects: {
    query: {
      limit?: string;
      cursor?: string;
    };
    response: RedirectPage;
  };
  createRedirect: {
    body: {
      from: string;
      to: null | string;
      status?: 301 | 410;
    };
    response: EditedRedirect;
  };
  readRedirect: {
    params: {
      id: string;
    };
    response: EditedRedirect;
  };
  saveRedirect: {
    params: {
      id: string;
    };
    version: number;
    body: {
      from: string;
      to: null | string;
      status?: 301 | 410;
    };
    response: EditedRedirect;
  };
  deleteRedirect: {
    params: {
      id: string;
    };
    version: number;
    response: EditedRedirect;
  };
  listMisses: {
    response: MissList;
  };
  saveTag: {
    params: {
      tag: string;
    };
    version: number;
    body: {
      name: string;
      description?: '' | string;
    };
    response: EditedTag;
  };
  readEditedTag: {
    params: {
      tag: string;
    };
    response: EditedTag;
  };
  readFront: {
    params: {
      front: string;
    };
    query: {
      at?: string;
    };
    response: EditedFront;
  };
  arrangeFront: {
    params: {
      front: string;
    };
    version: number;
    body: {
      from: string | null;
      until: string | null;
      lead:
        | (
            | {
                newest: {
                  section?: string;
                  tag?: string;
                  kind?:
                    | 'news'
                    | 'analysis'
                    | 'opinion'
                    | 'review'
                    | 'interview'
                    | 'obituary'
                    | 'live'
                    | 'brief'
                    | 'sponsored';
                };
              }
            | {
                article: string;
              }
          )[]
        | null;
      second:
        | (
            | {
                newest: {
                  section?: string;
                  tag?: string;
                  kind?:
                    | 'news'
                    | 'analysis'
                    | 'opinion'
                    | 'review'
                    | 'interview'
                    | 'obituary'
                    | 'live'
                    | 'brief'
                    | 'sponsored';
                };
              }
            | {
                article: string;
              }
          )[]
        | null;
      opinion:
        | (
            | {
                newest: {
                  section?: string;
                  tag?: string;
                  kind?:
                    | 'news'
                    | 'analysis'
                    | 'opinion'
                    | 'review'
                    | 'interview'
                    | 'obituary'
                    | 'live'
                    | 'brief'
                    | 'sponsored';
                };
              }
            | {
                article: string;
              }
          )[]
        | null;
      rows:
        | {
            title: '' | string;
            section: string | null;
            /**
             * @minItems 1
             * @maxItems 4
             */
            slots: (
              | {
                  newest: {
                    section?: string;
                    tag?: string;
                    kind?:
                      | 'news'
                      | 'analysis'
                      | 'opinion'
                      | 'review'
                      | 'interview'
                      | 'obituary'
                      | 'live'
                      | 'brief'
                      | 'sponsored';
                  };
                }
              | {
                  article: string;
                }
            )[];
          }[]
        | null;
      briefs:
        | (
            | {
                newest: {
                  section?: string;
                  tag?: string;
                  kind?:
                    | 'news'
                    | 'analysis'
                    | 'opinion'
                    | 'review'
                    | 'interview'
                    | 'obituary'
                    | 'live'
                    | 'brief'
                    | 'sponsored';
                };
              }
            | {
                article: string;
              }
          )[]
        | null;
    };
    response: EditedFront;
  };
  rearrangeFront: {
    params: {
      front: string;
    };
    version: number;
    body: {
      from?: string | null;
      until?: string | null;
      lead?:
        | (
            | {
                newest: {
                  section?: string;
                  tag?: string;
                  kind?:
                    | 'news'
                    | 'analysis'
                    | 'opinion'
                    | 'review'
                    | 'interview'
                    | 'obituary'
                    | 'live'
                    | 'brief'
                    | 'sponsored';
                };
              }
            | {
                article: string;
              }
          )[]
        | null;
      second?:
        | (
            | {
                newest: {
                  section?: string;
                  tag?: string;
                  kind?:
                    | 'news'
                    | 'analysis'
                    | 'opinion'
                    | 'review'
                    | 'interview'
                    | 'obituary'
                    | 'live'
                    | 'brief'
                    | 'sponsored';
                };
              }
            | {
                article: string;
              }
          )[]
        | null;
      opinion?:
        | (
            | {
                newest: {
                  section?: string;
                  tag?: string;
                  kind?:
                    | 'news'
                    | 'analysis'
                    | 'opinion'
                    | 'review'
                    | 'interview'
                    | 'obituary'
                    | 'live'
                    | 'brief'
                    | 'sponsored';
                };
              }
            | {
                article: string;
              }
          )[]
        | null;
      rows?:
        | {
            title: '' | string;
            section: string | null;
            /**
             * @minItems 1
             * @maxItems 4
             */
            slots: (
              | {
                  newest: {
                    section?: string;
                    tag?: string;
                    kind?:
                      | 'news'
                      | 'analysis'
                      | 'opinion'
                      | 'review'
                      | 'interview'
                      | 'obituary'
                      | 'live'
                      | 'brief'
                      | 'sponsored';
                  };
                }
              | {
                  article: string;
                }
            )[];
          }[]
        | null;
      briefs?:
        | (
            | {
                newest: {
                  section?: string;
                  tag?: string;
                  kind?:
                    | 'news'
                    | 'analysis'
                    | 'opinion'
                    | 'review'
                    | 'interview'
                    | 'obituary'
                    | 'live'
                    | 'brief'
                    | 'sponsored';
                };
              }
            | {
                article: string;
              }
          )[]
        | null;
    };
    response: EditedFront;
  };
  resetFront: {
    params: {
      front: string;
    };
    version: number;
    response: EditedFront;
  };
  removeEdition: {
    params: {
      front: string;
      from: string;
    };
    version: number;
    response: EditedFront;
  };
  previewFront: {
    params: {
      front: string;
    };
    query: {
      at?: string;
    };
    response: string;
  };
  createMedia: {
    body: {
      fileName: string;
      type:
        | 'image/jpeg'
        | 'image/png'
        | 'image/webp'
        | 'image/avif'
        | 'image/gif'
        | 'image/heic'
        | 'image/svg+xml'
        | 'audio/mpeg'
        | 'audio/mp4'
        | 'audio/ogg'
        | 'application/pdf';
      bytes: number;
      sha256: string;
      title?: '' | string;
      alt?: '' | string;
      decorative?: boolean;
      caption?: string | null;
      credit?: string | null;
      copyright?: string | null;
      source?: string | null;
      rights?:
        | 'unknown'
        | 'staff'
        | 'contracted'
        | 'commissioned'
        | 'agency'
        | 'handout'
        | 'screengrab'
        | 'social'
        | 'pool'
        | 'public-domain'
        | 'creative-commons'
        | 'own';
      license?: {
        name: string;
        url: string;
      } | null;
      restrictions?: string | null;
      notFor?: ('syndication' | 'social' | 'print')[];
      expires?: string | null;
      /**
       * @maxItems 50
       */
      people?: string[];
      /**
       * @maxItems 100
       */
      keywords?: string[];
      place?: string | null;
      takenAt?: string | null;
      focalPoint?: {
        x: number;
        y: number;
      } | null;
    };
    response: MediaUpload;
  };
  listMedia: {
    query: {
      state?: 'awaited' | 'ready' | 'failed';
      uploader?: string;
      rights?:
        | 'unknown'
        | 'staff'
        | 'contracted'
        | 'commissioned'
        | 'agency'
        | 'handout'
        | 'screengrab'
        | 'social'
        | 'pool'
        | 'public-domain'
        | 'creative-commons'
        | 'own';
      kind?: 'picture' | 'audio' | 'document';
      usable?: 'true';
      unused?: 'true';
      q?: string;
      limit?: string;
      cursor?: string;
    };
    response: MediaPage;
  };
  fetchMedia: {
    body: {
      url: string;
      title?: '' | string;
      alt?: '' | string;
      decorative?: boolean;
      caption?: string | null;
      credit?: string | null;
      copyright?: string | null;
      source?: string | null;
      rights?:
        | 'unknown'
        | 'staff'
        | 'contracted'
        | 'commissioned'
        | 'agency'
        | 'handout'
        | 'screengrab'
        | 'social'
        | 'pool'
        | 'public-domain'
        | 'creative-commons'
        | 'own';
      license?: {
        name: string;
        url: string;
      } | null;
      restrictions?: string | null;
      notFor?: ('syndication' | 'social' | 'print')[];
      expires?: string | null;
      /**
       * @maxItems 50
       */
      people?: string[];
      /**
       * @maxItems 100
       */
      keywords?: string[];
      place?: string | null;
      takenAt?: string | null;
      focalPoint?: {
        x: number;
        y: number;
      } | null;
    };
    response: Media;
  };
  readMediaRecord: {
    params: {
      id: string;
    };
    response: Media;
  };
  saveMedia: {
    params: {
      id: string;
    };
    version: number;
    body: {
      title: '' | string;
      alt: '' | string;
      decorative: boolean;
      caption: string | null;
      credit: string | null;
      copyright: string | null;
      source: string | null;
      rights:
        | 'unknown'
        | 'staff'
        | 'contracted'
        | 'commissioned'
        | 'agency'
        | 'handout'
        | 'screengrab'
        | 'social'
        | 'pool'
        | 'public-domain'
        | 'creative-commons'
        | 'own';
      license: {
        name: string;
        url: string;
      } | null;
      restrictions: string | null;
      notFor: ('syndication' | 'social' | 'print')[];
      expires: string | null;
      /**
       * @maxItems 50
       */
      people: string[];
      /**
       * @maxItems 100
       */
      keywords: string[];
      place: string | null;
      takenAt: string | null;
      focalPoint: {
        x: number;
        y: number;
      } | null;
    };
    response: Media;
  };
  patchMedia: {
    params: {
      id: string;
    };
    version: number;
    body: {
      title?: ('' | string) | null;
      alt?: ('' | string) | null;
      decorative?: boolean | null;
      caption?: string | null;
      credit?: string | null;
      copyright?: string | null;
      source?: string | null;
      rights?:
        | (
            | 'unknown'
            | 'staff'
            | 'contracted'
            | 'commissioned'
            | 'agency'
            | 'handout'
            | 'screengrab'
            | 'social'
            | 'pool'
            | 'public-domain'
            | 'creative-commons'
            | 'own'
          )
        | null;
      license?: {
        name?: string | null;
        url?: string | null;
      } | null;
      restrictions?: string | null;
      notFor?: ('syndication' | 'social' | 'print')[] | null;
      expires?: string | null;
      people?: string[] | null;
      keywords?: string[] | null;
      place?: string | null;
      takenAt?: string | null;
      focalPoint?: {
        x?: number | null;
        y?: number | null;
      } | null;
    };
    response: Media;
  };
  removeMedia: {
    params: {
      id: string;
    };
    version: number;
    response: Media;
  };
  listMediaUses: {
    params: {
      id: string;
    };
    query: {
      limit?: string;
      cursor?: string;
    };
    response: MediaUserPage;
  };
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "ModeratedPage".
 */
export interface ModeratedPage {
  items: QueuedComment[];
  next: string | null;
  previous: string | null;
  total: {
    count: number;
    exact: boolean;
  };
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "QueuedComment".
 */
export interface QueuedComment {
  id: string;
  article: string;
  section: string;
  name: string;
  email: string;
  website: string | null;
  comment: string;
  body: string;
  parentId: string | null;
  submittedAt: string;
  editedAt: string | null;
  person: string;
  proven: boolean;
  verdict: 'held' | 'published' | 'spam' | 'rejected' | 'removed';
  rule: string;
  matched: string | null;
  history: {
    verdict: 'held' | 'published' | 'spam' | 'rejected' | 'removed';
    at: string;
    by: string;
    rule: string;
    matched: string | null;
  }[];
  reports: number;
  reasons: string[];
  version: number;
  headline: string | null;
  parent: {
    id: string;
    name: string;
    comment: string;
    verdict: 'held' | 'published' | 'spam' | 'rejected' | 'removed';
  } | null;
  author: {
    approved: number;
    rejectedInRow: number;
  };
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "ModeratedComment".
 */
export interface ModeratedComment {
  id: string;
  article: string;
  section: string;
  name: string;
  email: string;
  website: string | null;
  comment: string;
  body: string;
  parentId: string | null;
  submittedAt: string;
  editedAt: string | null;
  person: string;
  proven: boolean;
  verdict: 'held' | 'published' | 'spam' | 'rejected' | 'removed';
  rule: string;
  matched: string | null;
  history: {
    verdict: 'held' | 'published' | 'spam' | 'rejected' | 'removed';
    at: string;
    by: string;
    rule: string;
    matched: string | null;
  }[];
  reports: number;
  reasons: string[];
  version: number;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "DecisionsAnswer".
 */
export interface DecisionsAnswer {
  items: {
    id: string;
    verdict: ('held' | 'published' | 'spam' | 'rejected' | 'removed') | null;
    version: number | null;
    code: string | null;
    detail: string | null;
  }[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "ThreadOpen".
 */
export interface ThreadOpen {
  article: string;
  open: boolean;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "SettingsAnswer".
 */
export interface SettingsAnswer {
  settings: CommentSettings;
  version: number;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "CommentSettings".
 */
export interface CommentSettings {
  open: boolean;
  closeAfterDays: number | null;
  moderation: 'everything-held' | 'proven-published' | 'all-published';
  holdFirstComment: boolean;
  minSeconds: number;
  maxHours: number;
  linksAllowed: number;
  holdWords: string[];
  spamWords: string[];
  holdPatterns: string[];
  spamPatterns: string[];
  /**
   * @maxItems 500
   */
  staffNames: string[];
  /**
   * @maxItems 500
   */
  staffEmails: string[];
  reportsToHold: number;
  rejectionsToHold: number;
  editMinutes: number;
  rateLimits: {
    network: {
      most: number;
      seconds: number;
    };
    person: {
      most: number;
      seconds: number;
    };
    article: {
      most: number;
      seconds: number;
    };
  };
  websiteField: boolean;
  notifyReplies: boolean;
  akismet: {
    enabled: boolean;
  };
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "SectionSettingsAnswer".
 */
export interface SectionSettingsAnswer {
  own: SectionSettings;
  settings: {
    open: boolean;
    closeAfterDays: number | null;
    moderation: 'everything-held' | 'proven-published' | 'all-published';
    holdFirstComment: boolean;
    minSeconds: number;
    maxHours: number;
    linksAllowed: number;
    holdWords: string[];
    spamWords: string[];
    holdPatterns: string[];
    spamPatterns: string[];
    /**
     * @maxItems 500
     */
    staffNames: string[];
    /**
     * @maxItems 500
     */
    staffEmails: string[];
    reportsToHold: number;
    rejectionsToHold: number;
    editMinutes: number;
    rateLimits: {
      network: {
        most: number;
        seconds: number;
      };
      person: {
        most: number;
        seconds: number;
      };
      article: {
        most: number;
        seconds: number;
      };
    };
    websiteField: boolean;
    notifyReplies: boolean;
    akismet: {
      enabled: boolean;
    };
  };
  version: number;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "SectionSettings".
 */
export interface SectionSettings {
  open?: boolean;
  closeAfterDays?: number | null;
  moderation?: 'everything-held' | 'proven-published' | 'all-published';
  holdFirstComment?: boolean;
  minSeconds?: number;
  maxHours?: number;
  linksAllowed?: number;
  holdWords?: string[];
  spamWords?: string[];
  holdPatterns?: string[];
  spamPatterns?: string[];
  /**
   * @maxItems 500
   */
  staffNames?: string[];
  /**
   * @maxItems 500
   */
  staffEmails?: string[];
  reportsToHold?: number;
  rejectionsToHold?: number;
  editMinutes?: number;
  rateLimits?: {
    network: {
      most: number;
      seconds: number;
    };
    person: {
      most: number;
      seconds: number;
    };
    article: {
      most: number;
      seconds: number;
    };
  };
  websiteField?: boolean;
  notifyReplies?: boolean;
  akismet?: {
    enabled: boolean;
  };
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Trial".
 */
export interface Trial {
  judged: number;
  changes: {
    id: string;
    article: string;
    name: string;
    comment: string;
    was: {
      verdict: 'held' | 'published' | 'spam' | 'rejected' | 'removed';
      rule: string;
    };
    would: {
      verdict: 'held' | 'published' | 'spam' | 'rejected' | 'removed';
      rule: string;
      matched: string | null;
    };
  }[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "PersonAnswer".
 */
export interface PersonAnswer {
  person: string;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "PersonalData".
 */
export interface PersonalData {
  exportedAt: string;
  person: string;
  approvedComments: number;
  comments: {
    id: string;
    article: string;
    name: string;
    email: string;
    website: string | null;
    comment: string;
    parentId: string | null;
    submittedAt: string;
    editedAt: string | null;
    verdict: 'held' | 'published' | 'spam' | 'rejected' | 'removed';
    history: {
      verdict: 'held' | 'published' | 'spam' | 'rejected' | 'removed';
      at: string;
      by: string;
      rule: string;
      matched: string | null;
    }[];
    mailsAboutReplies: boolean;
  }[];
  next: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Erasure".
 */
export interface Erasure {
  erased: number;
  remaining: boolean;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "SavedCopy".
 */
export interface SavedCopy {
  id: string;
  version: number;
  revision: number;
  slug: string;
  kind: 'news' | 'analysis' | 'opinion' | 'review' | 'interview' | 'obituary' | 'live' | 'brief' | 'sponsored';
  label: 'none' | 'breaking' | 'live';
  kicker: string;
  headline: string;
  standfirst: string;
  byline: {
    name: string;
    slug: string;
  }[];
  section: string;
  tags: string[];
  source: string | null;
  publishedAt: string | null;
  updatedAt: string | null;
  createdAt: string;
  changedAt: string;
  changedBy: string;
  state: 'draft' | 'scheduled' | 'published' | 'withdrawn';
  unpublishedChanges: boolean;
  shortHeadline: string;
  importance: number;
  keptOffFronts: boolean;
  language: string;
  image:
    | (
        | {
            url: string;
            alt: string;
            caption: string | null;
            credit: string | null;
            width: number | null;
            height: number | null;
            sources: {
              url: string;
              width: number;
            }[];
          }
        | {
            media: string;
            alt: string | null;
            caption: string | null;
            credit: string | null;
          }
      )
    | null;
  translations: {
    language: string;
    url: string;
  }[];
  commentsOpen: boolean;
  body: string;
  format: 'markdown' | 'html';
  sourceVersion: string | null;
  corrections: {
    at: string;
    note: string;
  }[];
  formerSlugs: string[];
  dropped: {
    what: string;
    line?: number;
    why: string;
  }[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "CopyPage".
 */
export interface CopyPage {
  items: CopySummary[];
  next: string | null;
  previous: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "CopySummary".
 */
export interface CopySummary {
  id: string;
  version: number;
  revision: number;
  slug: string;
  kind: 'news' | 'analysis' | 'opinion' | 'review' | 'interview' | 'obituary' | 'live' | 'brief' | 'sponsored';
  label: 'none' | 'breaking' | 'live';
  kicker: string;
  headline: string;
  standfirst: string;
  byline: {
    name: string;
    slug: string;
  }[];
  section: string;
  tags: string[];
  source: string | null;
  publishedAt: string | null;
  updatedAt: string | null;
  createdAt: string;
  changedAt: string;
  changedBy: string;
  state: 'draft' | 'scheduled' | 'published' | 'withdrawn';
  unpublishedChanges: boolean;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "WorkingCopy".
 */
export interface WorkingCopy {
  id: string;
  version: number;
  revision: number;
  slug: string;
  kind: 'news' | 'analysis' | 'opinion' | 'review' | 'interview' | 'obituary' | 'live' | 'brief' | 'sponsored';
  label: 'none' | 'breaking' | 'live';
  kicker: string;
  headline: string;
  standfirst: string;
  byline: {
    name: string;
    slug: string;
  }[];
  section: string;
  tags: string[];
  source: string | null;
  publishedAt: string | null;
  updatedAt: string | null;
  createdAt: string;
  changedAt: string;
  changedBy: string;
  state: 'draft' | 'scheduled' | 'published' | 'withdrawn';
  unpublishedChanges: boolean;
  shortHeadline: string;
  importance: number;
  keptOffFronts: boolean;
  language: string;
  image:
    | (
        | {
            url: string;
            alt: string;
            caption: string | null;
            credit: string | null;
            width: number | null;
            height: number | null;
            sources: {
              url: string;
              width: number;
            }[];
          }
        | {
            media: string;
            alt: string | null;
            caption: string | null;
            credit: string | null;
          }
      )
    | null;
  translations: {
    language: string;
    url: string;
  }[];
  commentsOpen: boolean;
  body: string;
  format: 'markdown' | 'html';
  sourceVersion: string | null;
  corrections: {
    at: string;
    note: string;
  }[];
  formerSlugs: string[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "RevisionPage".
 */
export interface RevisionPage {
  items: RevisionSummary[];
  next: string | null;
  previous: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "RevisionSummary".
 */
export interface RevisionSummary {
  revision: number;
  savedAt: string;
  savedBy: string;
  changed: string[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Revision".
 */
export interface Revision {
  revision: number;
  savedAt: string;
  savedBy: string;
  changed: string[];
  content: {
    kind: 'news' | 'analysis' | 'opinion' | 'review' | 'interview' | 'obituary' | 'live' | 'brief' | 'sponsored';
    label: 'none' | 'breaking' | 'live';
    kicker: string;
    headline: string;
    standfirst: string;
    byline: (
      | string
      | {
          name: string;
          slug: string;
        }
    )[];
    shortHeadline: string;
    importance: number;
    keptOffFronts: boolean;
    slug: string;
    section: string;
    tags: string[];
    language: string;
    image:
      | (
          | {
              url: string;
              alt: string;
              caption: string | null;
              credit: string | null;
              width: number | null;
              height: number | null;
              sources: {
                url: string;
                width: number;
              }[];
            }
          | {
              media: string;
              alt: string | null;
              caption: string | null;
              credit: string | null;
            }
        )
      | null;
    translations: {
      language: string;
      url: string;
    }[];
    commentsOpen: boolean;
    body: string;
    format: 'markdown' | 'html';
    source: string | null;
    sourceVersion: string | null;
  };
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Comparison".
 */
export interface Comparison {
  from: number;
  to: number;
  changed: string[];
  lines: {
    change: 'same' | 'added' | 'removed';
    text: string;
  }[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "AuditPage".
 */
export interface AuditPage {
  items: AuditEntry[];
  next: string | null;
  previous: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "AuditEntry".
 */
export interface AuditEntry {
  kind: 'article' | 'page' | 'section' | 'author' | 'tag' | 'front' | 'settings' | 'media' | 'menu' | 'redirect';
  article: string | null;
  name: string | null;
  at: string;
  by: string;
  act: string;
  version: number;
  headline: string | null;
  detail: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Preview".
 */
export interface Preview {
  slug: string;
  url: string;
  section: {
    name: string;
    title: string;
  };
  kind: 'news' | 'analysis' | 'opinion' | 'review' | 'interview' | 'obituary' | 'live' | 'brief' | 'sponsored';
  label: 'none' | 'breaking' | 'live';
  kicker: string;
  headline: string;
  standfirst: string;
  byline: {
    name: string;
    slug: string;
  }[];
  shortHeadline: string;
  publishedAt: string;
  image: {
    url: string;
    alt: string;
    caption: string | null;
    credit: string | null;
    width: number;
    height: number;
    id?: string;
    copyright?: string;
    license?: string;
    focalPoint?: {
      x: number;
      y: number;
    };
    color?: string;
    notFor?: string[];
    sources: {
      url: string;
      width: number;
      type?: string;
    }[];
    crops?: {
      '16x9': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
      '4x3': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
      '1x1': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
    };
  } | null;
  tags: string[];
  language: string;
  translations: {
    language: string;
    url: string;
  }[];
  tagNames?: {
    [k: string]: string;
  };
  description: string;
  updatedAt: string;
  body: string;
  wordCount: number;
  readingMinutes: number;
  corrections: {
    at: string;
    note: string;
  }[];
  comments: {
    count: number;
    open: boolean;
    url: string;
  };
  dropped: {
    what: string;
    line?: number;
    why: string;
  }[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "SavedPageCopy".
 */
export interface SavedPageCopy {
  id: string;
  version: number;
  revision: number;
  slug: string;
  headline: string;
  standfirst: string;
  source: string | null;
  publishedAt: string | null;
  updatedAt: string | null;
  createdAt: string;
  changedAt: string;
  changedBy: string;
  state: 'draft' | 'scheduled' | 'published' | 'withdrawn';
  unpublishedChanges: boolean;
  language: string;
  image:
    | (
        | {
            url: string;
            alt: string;
            caption: string | null;
            credit: string | null;
            width: number | null;
            height: number | null;
            sources: {
              url: string;
              width: number;
            }[];
          }
        | {
            media: string;
            alt: string | null;
            caption: string | null;
            credit: string | null;
          }
      )
    | null;
  translations: {
    language: string;
    url: string;
  }[];
  body: string;
  format: 'markdown' | 'html';
  sourceVersion: string | null;
  lists: 'corrections' | null;
  formerSlugs: string[];
  dropped: {
    what: string;
    line?: number;
    why: string;
  }[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "PageCopyPage".
 */
export interface PageCopyPage {
  items: PageCopySummary[];
  next: string | null;
  previous: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "PageCopySummary".
 */
export interface PageCopySummary {
  id: string;
  version: number;
  revision: number;
  slug: string;
  headline: string;
  standfirst: string;
  source: string | null;
  publishedAt: string | null;
  updatedAt: string | null;
  createdAt: string;
  changedAt: string;
  changedBy: string;
  state: 'draft' | 'scheduled' | 'published' | 'withdrawn';
  unpublishedChanges: boolean;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "PageCopy".
 */
export interface PageCopy {
  id: string;
  version: number;
  revision: number;
  slug: string;
  headline: string;
  standfirst: string;
  source: string | null;
  publishedAt: string | null;
  updatedAt: string | null;
  createdAt: string;
  changedAt: string;
  changedBy: string;
  state: 'draft' | 'scheduled' | 'published' | 'withdrawn';
  unpublishedChanges: boolean;
  language: string;
  image:
    | (
        | {
            url: string;
            alt: string;
            caption: string | null;
            credit: string | null;
            width: number | null;
            height: number | null;
            sources: {
              url: string;
              width: number;
            }[];
          }
        | {
            media: string;
            alt: string | null;
            caption: string | null;
            credit: string | null;
          }
      )
    | null;
  translations: {
    language: string;
    url: string;
  }[];
  body: string;
  format: 'markdown' | 'html';
  sourceVersion: string | null;
  lists: 'corrections' | null;
  formerSlugs: string[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "PageRevision".
 */
export interface PageRevision {
  revision: number;
  savedAt: string;
  savedBy: string;
  changed: string[];
  content: {
    headline: string;
    standfirst: string;
    slug: string;
    language: string;
    image:
      | (
          | {
              url: string;
              alt: string;
              caption: string | null;
              credit: string | null;
              width: number | null;
              height: number | null;
              sources: {
                url: string;
                width: number;
              }[];
            }
          | {
              media: string;
              alt: string | null;
              caption: string | null;
              credit: string | null;
            }
        )
      | null;
    translations: {
      language: string;
      url: string;
    }[];
    body: string;
    format: 'markdown' | 'html';
    source: string | null;
    sourceVersion: string | null;
    lists: 'corrections' | null;
  };
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "PagePreview".
 */
export interface PagePreview {
  slug: string;
  url: string;
  headline: string;
  language: string;
  publishedAt: string;
  updatedAt: string;
  standfirst: string;
  description: string;
  translations: {
    language: string;
    url: string;
  }[];
  image: {
    url: string;
    alt: string;
    caption: string | null;
    credit: string | null;
    width: number;
    height: number;
    id?: string;
    copyright?: string;
    license?: string;
    focalPoint?: {
      x: number;
      y: number;
    };
    color?: string;
    notFor?: string[];
    sources: {
      url: string;
      width: number;
      type?: string;
    }[];
    crops?: {
      '16x9': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
      '4x3': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
      '1x1': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
    };
  } | null;
  body: string;
  lists: 'corrections' | null;
  dropped: {
    what: string;
    line?: number;
    why: string;
  }[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "EditedMenu".
 */
export interface EditedMenu {
  place: 'header' | 'more' | 'footer' | 'social';
  items: {
    section?: string;
    page?: string;
    tag?: string;
    address?: string;
    label?: string;
  }[];
  usual: boolean;
  version: number;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "EditedSection".
 */
export interface EditedSection {
  name: string;
  title: string;
  description: string;
  position: number;
  open: boolean;
  retired: boolean;
  formerNames: string[];
  version: number;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "EditedSectionList".
 */
export interface EditedSectionList {
  items: EditedSection[];
  version: number;
  next: null;
  previous: null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "SectionMerged".
 */
export interface SectionMerged {
  section: EditedSection;
  moved: number;
  done: boolean;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "EditedAuthor".
 */
export interface EditedAuthor {
  slug: string;
  name: string;
  biography: string;
  role: string;
  portrait: string | null;
  contact: string | null;
  links: {
    label: string;
    url: string;
  }[];
  formerSlugs: string[];
  version: number;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "AuthorRenamed".
 */
export interface AuthorRenamed {
  author: EditedAuthor;
  moved: number;
  done: boolean;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "RedirectPage".
 */
export interface RedirectPage {
  items: EditedRedirect[];
  next: string | null;
  previous: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "EditedRedirect".
 */
export interface EditedRedirect {
  id: string;
  from: string;
  to: string | null;
  status: 301 | 410;
  automatic: boolean;
  hits: number;
  lastHitAt: string | null;
  version: number;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "MissList".
 */
export interface MissList {
  items: Miss[];
  next: null;
  previous: null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Miss".
 */
export interface Miss {
  address: string;
  count: number;
  lastAt: string;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "EditedTag".
 */
export interface EditedTag {
  tag: string;
  name: string;
  description: string;
  version: number;
  done: boolean;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "EditedFront".
 */
export interface EditedFront {
  front: string;
  version: number;
  changedAt: string | null;
  changedBy: string | null;
  at: string;
  edition: {
    from: string;
    until: string | null;
    lead:
      | (
          | {
              newest: {
                section?: string;
                tag?: string;
                kind?:
                  | 'news'
                  | 'analysis'
                  | 'opinion'
                  | 'review'
                  | 'interview'
                  | 'obituary'
                  | 'live'
                  | 'brief'
                  | 'sponsored';
              };
            }
          | {
              article: string;
            }
        )[]
      | null;
    second:
      | (
          | {
              newest: {
                section?: string;
                tag?: string;
                kind?:
                  | 'news'
                  | 'analysis'
                  | 'opinion'
                  | 'review'
                  | 'interview'
                  | 'obituary'
                  | 'live'
                  | 'brief'
                  | 'sponsored';
              };
            }
          | {
              article: string;
            }
        )[]
      | null;
    opinion:
      | (
          | {
              newest: {
                section?: string;
                tag?: string;
                kind?:
                  | 'news'
                  | 'analysis'
                  | 'opinion'
                  | 'review'
                  | 'interview'
                  | 'obituary'
                  | 'live'
                  | 'brief'
                  | 'sponsored';
              };
            }
          | {
              article: string;
            }
        )[]
      | null;
    rows:
      | {
          title: '' | string;
          section: string | null;
          /**
           * @minItems 1
           * @maxItems 4
           */
          slots: (
            | {
                newest: {
                  section?: string;
                  tag?: string;
                  kind?:
                    | 'news'
                    | 'analysis'
                    | 'opinion'
                    | 'review'
                    | 'interview'
                    | 'obituary'
                    | 'live'
                    | 'brief'
                    | 'sponsored';
                };
              }
            | {
                article: string;
              }
          )[];
        }[]
      | null;
    briefs:
      | (
          | {
              newest: {
                section?: string;
                tag?: string;
                kind?:
                  | 'news'
                  | 'analysis'
                  | 'opinion'
                  | 'review'
                  | 'interview'
                  | 'obituary'
                  | 'live'
                  | 'brief'
                  | 'sponsored';
              };
            }
          | {
              article: string;
            }
        )[]
      | null;
  } | null;
  editions: {
    from: string;
    until: string | null;
  }[];
  shown: {
    lead: {
      slug: string;
      url: string;
      headline: string;
      publishedAt: string;
    } | null;
    second: {
      slug: string;
      url: string;
      headline: string;
      publishedAt: string;
    }[];
    opinion: {
      slug: string;
      url: string;
      headline: string;
      publishedAt: string;
    }[];
    rows: {
      title: string;
      section: string | null;
      articles: {
        slug: string;
        url: string;
        headline: string;
        publishedAt: string;
      }[];
    }[];
    briefs: {
      slug: string;
      url: string;
      headline: string;
      publishedAt: string;
    }[];
  };
  displaced: string[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "MediaUpload".
 */
export interface MediaUpload {
  id: string;
  version: number;
  state: 'awaited' | 'ready' | 'failed';
  fault: string | null;
  kind: 'picture' | 'audio' | 'document';
  mediaType:
    | 'image/jpeg'
    | 'image/png'
    | 'image/webp'
    | 'image/avif'
    | 'image/gif'
    | 'image/heic'
    | 'image/svg+xml'
    | 'audio/mpeg'
    | 'audio/mp4'
    | 'audio/ogg'
    | 'application/pdf';
  fileName: string;
  bytes: number;
  sha256: string;
  picture: {
    width: number;
    height: number;
    focalPoint: {
      x: number;
      y: number;
    };
    color: string;
  } | null;
  title: string;
  alt: string;
  decorative: boolean;
  caption: string | null;
  credit: string | null;
  copyright: string | null;
  source: string | null;
  rights:
    | 'unknown'
    | 'staff'
    | 'contracted'
    | 'commissioned'
    | 'agency'
    | 'handout'
    | 'screengrab'
    | 'social'
    | 'pool'
    | 'public-domain'
    | 'creative-commons'
    | 'own';
  license: {
    name: string;
    url: string;
  } | null;
  restrictions: string | null;
  notFor: ('syndication' | 'social' | 'print')[];
  expires: string | null;
  people: string[];
  keywords: string[];
  place: string | null;
  takenAt: string | null;
  focalPoint: {
    x: number;
    y: number;
  } | null;
  uploadedAt: string;
  uploadedBy: string;
  changedAt: string;
  changedBy: string;
  usable: boolean;
  missing: ('alt' | 'credit')[];
  preview: string | null;
  files: {
    url: string;
    mediaType: string;
    crop?: 'whole' | '16x9' | '4x3' | '1x1';
    width?: number;
    height?: number;
  }[];
  unsearched: string[];
  status: 'awaited' | 'ready';
  upload: {
    url: string;
    fields: {
      [k: string]: string;
    };
    expiresAt: string;
  } | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "MediaPage".
 */
export interface MediaPage {
  items: MediaSummary[];
  next: string | null;
  previous: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "MediaSummary".
 */
export interface MediaSummary {
  id: string;
  version: number;
  state: 'awaited' | 'ready' | 'failed';
  fault: string | null;
  kind: 'picture' | 'audio' | 'document';
  mediaType:
    | 'image/jpeg'
    | 'image/png'
    | 'image/webp'
    | 'image/avif'
    | 'image/gif'
    | 'image/heic'
    | 'image/svg+xml'
    | 'audio/mpeg'
    | 'audio/mp4'
    | 'audio/ogg'
    | 'application/pdf';
  fileName: string;
  bytes: number;
  sha256: string;
  picture: {
    width: number;
    height: number;
    focalPoint: {
      x: number;
      y: number;
    };
    color: string;
  } | null;
  title: string;
  alt: string;
  decorative: boolean;
  caption: string | null;
  credit: string | null;
  copyright: string | null;
  source: string | null;
  rights:
    | 'unknown'
    | 'staff'
    | 'contracted'
    | 'commissioned'
    | 'agency'
    | 'handout'
    | 'screengrab'
    | 'social'
    | 'pool'
    | 'public-domain'
    | 'creative-commons'
    | 'own';
  license: {
    name: string;
    url: string;
  } | null;
  restrictions: string | null;
  notFor: ('syndication' | 'social' | 'print')[];
  expires: string | null;
  people: string[];
  keywords: string[];
  place: string | null;
  takenAt: string | null;
  focalPoint: {
    x: number;
    y: number;
  } | null;
  uploadedAt: string;
  uploadedBy: string;
  changedAt: string;
  changedBy: string;
  usable: boolean;
  missing: ('alt' | 'credit')[];
  preview: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Media".
 */
export interface Media {
  id: string;
  version: number;
  state: 'awaited' | 'ready' | 'failed';
  fault: string | null;
  kind: 'picture' | 'audio' | 'document';
  mediaType:
    | 'image/jpeg'
    | 'image/png'
    | 'image/webp'
    | 'image/avif'
    | 'image/gif'
    | 'image/heic'
    | 'image/svg+xml'
    | 'audio/mpeg'
    | 'audio/mp4'
    | 'audio/ogg'
    | 'application/pdf';
  fileName: string;
  bytes: number;
  sha256: string;
  picture: {
    width: number;
    height: number;
    focalPoint: {
      x: number;
      y: number;
    };
    color: string;
  } | null;
  title: string;
  alt: string;
  decorative: boolean;
  caption: string | null;
  credit: string | null;
  copyright: string | null;
  source: string | null;
  rights:
    | 'unknown'
    | 'staff'
    | 'contracted'
    | 'commissioned'
    | 'agency'
    | 'handout'
    | 'screengrab'
    | 'social'
    | 'pool'
    | 'public-domain'
    | 'creative-commons'
    | 'own';
  license: {
    name: string;
    url: string;
  } | null;
  restrictions: string | null;
  notFor: ('syndication' | 'social' | 'print')[];
  expires: string | null;
  people: string[];
  keywords: string[];
  place: string | null;
  takenAt: string | null;
  focalPoint: {
    x: number;
    y: number;
  } | null;
  uploadedAt: string;
  uploadedBy: string;
  changedAt: string;
  changedBy: string;
  usable: boolean;
  missing: ('alt' | 'credit')[];
  preview: string | null;
  files: {
    url: string;
    mediaType: string;
    crop?: 'whole' | '16x9' | '4x3' | '1x1';
    width?: number;
    height?: number;
  }[];
  unsearched: string[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "MediaUserPage".
 */
export interface MediaUserPage {
  items: MediaUser[];
  next: string | null;
  previous: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "MediaUser".
 */
export interface MediaUser {
  article: string;
  headline: string;
  slug: string;
  state: 'draft' | 'scheduled' | 'published' | 'withdrawn';
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Article".
 */
export interface Article {
  slug: string;
  url: string;
  section: {
    name: string;
    title: string;
  };
  kind: 'news' | 'analysis' | 'opinion' | 'review' | 'interview' | 'obituary' | 'live' | 'brief' | 'sponsored';
  label: 'none' | 'breaking' | 'live';
  kicker: string;
  headline: string;
  standfirst: string;
  byline: {
    name: string;
    slug: string;
  }[];
  shortHeadline: string;
  publishedAt: string;
  image: {
    url: string;
    alt: string;
    caption: string | null;
    credit: string | null;
    width: number;
    height: number;
    id?: string;
    copyright?: string;
    license?: string;
    focalPoint?: {
      x: number;
      y: number;
    };
    color?: string;
    notFor?: string[];
    sources: {
      url: string;
      width: number;
      type?: string;
    }[];
    crops?: {
      '16x9': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
      '4x3': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
      '1x1': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
    };
  } | null;
  tags: string[];
  language: string;
  translations: {
    language: string;
    url: string;
  }[];
  tagNames?: {
    [k: string]: string;
  };
  description: string;
  updatedAt: string;
  body: string;
  wordCount: number;
  readingMinutes: number;
  corrections: {
    at: string;
    note: string;
  }[];
  comments: {
    count: number;
    open: boolean;
    url: string;
  };
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Author".
 */
export interface Author {
  slug: string;
  name: string;
  biography: string | null;
  role: string;
  portrait: {
    url: string;
    alt: string;
    caption: string | null;
    credit: string | null;
    width: number;
    height: number;
    id?: string;
    copyright?: string;
    license?: string;
    focalPoint?: {
      x: number;
      y: number;
    };
    color?: string;
    notFor?: string[];
    sources: {
      url: string;
      width: number;
      type?: string;
    }[];
    crops?: {
      '16x9': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
      '4x3': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
      '1x1': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
    };
  } | null;
  contact: string | null;
  links: {
    label: string;
    url: string;
  }[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Card".
 */
export interface Card {
  slug: string;
  url: string;
  section: {
    name: string;
    title: string;
  };
  kind: 'news' | 'analysis' | 'opinion' | 'review' | 'interview' | 'obituary' | 'live' | 'brief' | 'sponsored';
  label: 'none' | 'breaking' | 'live';
  kicker: string;
  headline: string;
  standfirst: string;
  byline: {
    name: string;
    slug: string;
  }[];
  shortHeadline: string;
  publishedAt: string;
  image: {
    url: string;
    alt: string;
    caption: string | null;
    credit: string | null;
    width: number;
    height: number;
    id?: string;
    copyright?: string;
    license?: string;
    focalPoint?: {
      x: number;
      y: number;
    };
    color?: string;
    notFor?: string[];
    crops?: {
      '16x9': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
    };
  } | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "CardPage".
 */
export interface CardPage {
  items: Card[];
  next: string | null;
  previous: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Comment".
 */
export interface Comment {
  id: string;
  author: {
    name: string;
    website: string | null;
  };
  publishedAt: string;
  editedAt: string | null;
  body: string;
  parentId: string | null;
  depth: number;
  url: string;
  removed: boolean;
  waiting: boolean;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Confirmed".
 */
export interface Confirmed {
  status: 'confirmed';
  commenter: string;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "CorrectionPage".
 */
export interface CorrectionPage {
  items: ListedCorrection[];
  next: string | null;
  previous: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "ListedCorrection".
 */
export interface ListedCorrection {
  at: string;
  note: string;
  slug: string;
  url: string;
  section: {
    name: string;
    title: string;
  };
  headline: string;
  language: string;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Page".
 */
export interface Page {
  slug: string;
  url: string;
  headline: string;
  language: string;
  publishedAt: string;
  updatedAt: string;
  standfirst: string;
  description: string;
  translations: {
    language: string;
    url: string;
  }[];
  image: {
    url: string;
    alt: string;
    caption: string | null;
    credit: string | null;
    width: number;
    height: number;
    id?: string;
    copyright?: string;
    license?: string;
    focalPoint?: {
      x: number;
      y: number;
    };
    color?: string;
    notFor?: string[];
    sources: {
      url: string;
      width: number;
      type?: string;
    }[];
    crops?: {
      '16x9': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
      '4x3': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
      '1x1': {
        url: string;
        width: number;
        height: number;
        sources: {
          url: string;
          width: number;
          type?: string;
        }[];
      };
    };
  } | null;
  body: string;
  lists: 'corrections' | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "PageSummaries".
 */
export interface PageSummaries {
  items: PageSummary[];
  next: null;
  previous: null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "PageSummary".
 */
export interface PageSummary {
  slug: string;
  url: string;
  headline: string;
  language: string;
  publishedAt: string;
  updatedAt: string;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Health".
 */
export interface Health {
  status: 'ok';
  time: string;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "JsonFeed".
 */
export interface JsonFeed {
  version: 'https://jsonfeed.org/version/1.1';
  title: string;
  home_page_url: string;
  feed_url: string;
  description: string;
  next_url?: string;
  authors: {
    name: string;
    url: string;
  }[];
  language: string;
  items: {
    id: string;
    url: string;
    title: string;
    summary?: string;
    content_html?: string;
    content_text?: string;
    image?: string;
    date_published: string;
    date_modified: string;
    authors: {
      name: string;
      url: string;
    }[];
    tags: string[];
    language: string;
  }[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "MailSent".
 */
export interface MailSent {
  status: 'sent';
  message: string;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Manifest".
 */
export interface Manifest {
  id: string;
  name: string;
  short_name: string;
  description: string;
  lang: string;
  start_url: string;
  scope: string;
  display: string;
  theme_color: string;
  background_color: string;
  icons: {
    src: string;
    sizes: string;
    type: string;
  }[];
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "RemovalAnswer".
 */
export interface RemovalAnswer {
  id: string;
  status: 'removed';
  message: string;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "ReportAnswer".
 */
export interface ReportAnswer {
  id: string;
  status: 'received';
  message: string;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Section".
 */
export interface Section {
  name: string;
  title: string;
  description: string;
  position: number;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "SectionList".
 */
export interface SectionList {
  items: Section[];
  next: null;
  previous: null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "SubmissionAnswer".
 */
export interface SubmissionAnswer {
  id: string;
  status: 'held' | 'published';
  message: string;
  edit: {
    token: string;
    until: string;
  };
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Tag".
 */
export interface Tag {
  tag: string;
  name: string;
  description: string;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Thread".
 */
export interface Thread {
  items: Comment[];
  next: string | null;
  previous: string | null;
}
/**
 * This interface was referenced by `Operations`'s JSON-Schema
 * via the `definition` "Problem".
 */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  current?: {
    version: number;
    headline?: string;
    changedAt?: string;
    changedBy?: string;
  };
  errors?: {
    pointer?: string;
    parameter?: string;
    header?: string;
    line?: number;
    detail: string;
  }[];
}

/** Where each operation is. */
export const addresses = {
  listComments: { method: 'GET', path: '/v1/moderation/comments' },
  readComment: { method: 'GET', path: '/v1/moderation/comments/{id}' },
  decideComment: { method: 'POST', path: '/v1/moderation/comments/{id}/decisions' },
  decideComments: { method: 'POST', path: '/v1/moderation/decisions' },
  openThread: { method: 'PUT', path: '/v1/moderation/threads/{slug}' },
  readSettings: { method: 'GET', path: '/v1/moderation/settings' },
  saveSettings: { method: 'PUT', path: '/v1/moderation/settings' },
  patchSettings: { method: 'PATCH', path: '/v1/moderation/settings' },
  readSectionSettings: { method: 'GET', path: '/v1/moderation/settings/{section}' },
  saveSectionSettings: { method: 'PUT', path: '/v1/moderation/settings/{section}' },
  patchSectionSettings: { method: 'PATCH', path: '/v1/moderation/settings/{section}' },
  trySettings: { method: 'POST', path: '/v1/moderation/trials' },
  findPerson: { method: 'POST', path: '/v1/moderation/people' },
  readPerson: { method: 'GET', path: '/v1/moderation/people/{person}' },
  erasePerson: { method: 'DELETE', path: '/v1/moderation/people/{person}' },
  createArticle: { method: 'POST', path: '/v1/newsroom/articles' },
  listCopies: { method: 'GET', path: '/v1/newsroom/articles' },
  readCopy: { method: 'GET', path: '/v1/newsroom/articles/{id}' },
  saveArticle: { method: 'PUT', path: '/v1/newsroom/articles/{id}' },
  patchArticle: { method: 'PATCH', path: '/v1/newsroom/articles/{id}' },
  deleteDraft: { method: 'DELETE', path: '/v1/newsroom/articles/{id}' },
  findCopy: { method: 'GET', path: '/v1/newsroom/lookup' },
  publishArticle: { method: 'POST', path: '/v1/newsroom/articles/{id}/publish' },
  unscheduleArticle: { method: 'POST', path: '/v1/newsroom/articles/{id}/unschedule' },
  correctArticle: { method: 'POST', path: '/v1/newsroom/articles/{id}/correct' },
  withdrawArticle: { method: 'POST', path: '/v1/newsroom/articles/{id}/withdraw' },
  restoreArticle: { method: 'POST', path: '/v1/newsroom/articles/{id}/restore' },
  listRevisions: { method: 'GET', path: '/v1/newsroom/articles/{id}/revisions' },
  readRevision: { method: 'GET', path: '/v1/newsroom/articles/{id}/revisions/{revision}' },
  compareRevisions: { method: 'GET', path: '/v1/newsroom/articles/{id}/revisions/{revision}/comparison' },
  restoreRevision: { method: 'POST', path: '/v1/newsroom/articles/{id}/revisions/{revision}/restore' },
  listActs: { method: 'GET', path: '/v1/newsroom/articles/{id}/acts' },
  listActsOfDay: { method: 'GET', path: '/v1/newsroom/acts' },
  previewArticle: { method: 'GET', path: '/v1/newsroom/articles/{id}/preview' },
  previewPage: { method: 'GET', path: '/v1/newsroom/articles/{id}/preview.html' },
  createPage: { method: 'POST', path: '/v1/newsroom/pages' },
  listPageCopies: { method: 'GET', path: '/v1/newsroom/pages' },
  findPageCopy: { method: 'GET', path: '/v1/newsroom/page-lookup' },
  readPageCopy: { method: 'GET', path: '/v1/newsroom/pages/{id}' },
  savePage: { method: 'PUT', path: '/v1/newsroom/pages/{id}' },
  patchPage: { method: 'PATCH', path: '/v1/newsroom/pages/{id}' },
  deletePageDraft: { method: 'DELETE', path: '/v1/newsroom/pages/{id}' },
  publishPage: { method: 'POST', path: '/v1/newsroom/pages/{id}/publish' },
  unschedulePage: { method: 'POST', path: '/v1/newsroom/pages/{id}/unschedule' },
  withdrawPage: { method: 'POST', path: '/v1/newsroom/pages/{id}/withdraw' },
  restorePage: { method: 'POST', path: '/v1/newsroom/pages/{id}/restore' },
  listPageRevisions: { method: 'GET', path: '/v1/newsroom/pages/{id}/revisions' },
  readPageRevision: { method: 'GET', path: '/v1/newsroom/pages/{id}/revisions/{revision}' },
  comparePageRevisions: { method: 'GET', path: '/v1/newsroom/pages/{id}/revisions/{revision}/comparison' },
  restorePageRevision: { method: 'POST', path: '/v1/newsroom/pages/{id}/revisions/{revision}/restore' },
  listPageActs: { method: 'GET', path: '/v1/newsroom/pages/{id}/acts' },
  previewOwnPage: { method: 'GET', path: '/v1/newsroom/pages/{id}/preview' },
  previewOwnPageHtml: { method: 'GET', path: '/v1/newsroom/pages/{id}/preview.html' },
  readMenu: { method: 'GET', path: '/v1/newsroom/menus/{place}' },
  saveMenu: { method: 'PUT', path: '/v1/newsroom/menus/{place}' },
  createSection: { method: 'POST', path: '/v1/newsroom/sections' },
  listEditedSections: { method: 'GET', path: '/v1/newsroom/sections' },
  orderSections: { method: 'PUT', path: '/v1/newsroom/sections' },
  readEditedSection: { method: 'GET', path: '/v1/newsroom/sections/{section}' },
  saveSection: { method: 'PUT', path: '/v1/newsroom/sections/{section}' },
  patchSection: { method: 'PATCH', path: '/v1/newsroom/sections/{section}' },
  renameSection: { method: 'POST', path: '/v1/newsroom/sections/{section}/rename' },
  mergeSection: { method: 'POST', path: '/v1/newsroom/sections/{section}/merge' },
  retireSection: { method: 'POST', path: '/v1/newsroom/sections/{section}/retire' },
  readEditedAuthor: { method: 'GET', path: '/v1/newsroom/authors/{author}' },
  saveAuthor: { method: 'PUT', path: '/v1/newsroom/authors/{author}' },
  patchAuthor: { method: 'PATCH', path: '/v1/newsroom/authors/{author}' },
  renameAuthor: { method: 'POST', path: '/v1/newsroom/authors/{author}/rename' },
  listRedirects: { method: 'GET', path: '/v1/newsroom/redirects' },
  createRedirect: { method: 'POST', path: '/v1/newsroom/redirects' },
  readRedirect: { method: 'GET', path: '/v1/newsroom/redirects/{id}' },
  saveRedirect: { method: 'PUT', path: '/v1/newsroom/redirects/{id}' },
  deleteRedirect: { method: 'DELETE', path: '/v1/newsroom/redirects/{id}' },
  listMisses: { method: 'GET', path: '/v1/newsroom/misses' },
  saveTag: { method: 'PUT', path: '/v1/newsroom/tags/{tag}' },
  readEditedTag: { method: 'GET', path: '/v1/newsroom/tags/{tag}' },
  readFront: { method: 'GET', path: '/v1/newsroom/fronts/{front}' },
  arrangeFront: { method: 'PUT', path: '/v1/newsroom/fronts/{front}' },
  rearrangeFront: { method: 'PATCH', path: '/v1/newsroom/fronts/{front}' },
  resetFront: { method: 'DELETE', path: '/v1/newsroom/fronts/{front}' },
  removeEdition: { method: 'DELETE', path: '/v1/newsroom/fronts/{front}/editions/{from}' },
  previewFront: { method: 'GET', path: '/v1/newsroom/fronts/{front}/preview.html' },
  createMedia: { method: 'POST', path: '/v1/newsroom/media' },
  listMedia: { method: 'GET', path: '/v1/newsroom/media' },
  fetchMedia: { method: 'POST', path: '/v1/newsroom/media/fetched' },
  readMediaRecord: { method: 'GET', path: '/v1/newsroom/media/{id}' },
  saveMedia: { method: 'PUT', path: '/v1/newsroom/media/{id}' },
  patchMedia: { method: 'PATCH', path: '/v1/newsroom/media/{id}' },
  removeMedia: { method: 'DELETE', path: '/v1/newsroom/media/{id}' },
  listMediaUses: { method: 'GET', path: '/v1/newsroom/media/{id}/uses' },
} as const;
