// Made by .ci/generate.ts from schema/*.schema.json. Do not edit.
import type { KindName } from './project.ts'
import type { Shape } from './shape.ts'

export const shapes: { readonly [kind in KindName]: Shape } = {
 "Project": {
  "fields": {
   "apiVersion": {
    "effect": "governance"
   },
   "kind": {},
   "name": {},
   "description": {
    "effect": "governance"
   },
   "owners": {
    "effect": "governance",
    "items": {}
   },
   "labels": {
    "effect": "governance",
    "others": {}
   },
   "formerly": {
    "effect": "governance"
   },
   "extends": {
    "effect": "governance"
   },
   "providers": {
    "effect": "governance",
    "others": {
     "fields": {
      "type": {
       "effect": "governance"
      },
      "url": {
       "effect": "governance"
      },
      "region": {
       "effect": "governance"
      },
      "version": {
       "effect": "governance"
      },
      "key": {
       "effect": "governance"
      },
      "secret": {
       "effect": "governance"
      },
      "session": {
       "effect": "governance"
      },
      "concurrency": {
       "effect": "governance"
      },
      "timeout": {
       "effect": "governance"
      }
     }
    }
   },
   "budget": {
    "effect": "governance",
    "fields": {
     "pullRequest": {
      "effect": "governance"
     },
     "calls": {
      "effect": "governance"
     },
     "month": {
      "effect": "governance"
     },
     "minutes": {
      "effect": "governance"
     }
    }
   },
   "gate": {
    "effect": "governance",
    "fields": {
     "maxDrop": {
      "effect": "governance"
     },
     "min": {
      "effect": "governance"
     }
    }
   },
   "whenUnsure": {
    "effect": "governance"
   },
   "ledger": {
    "effect": "governance",
    "fields": {
     "branch": {
      "effect": "governance"
     }
    }
   },
   "compliance": {
    "effect": "governance",
    "fields": {
     "licences": {
      "effect": "governance",
      "items": {}
     },
     "regions": {
      "effect": "governance",
      "items": {}
     },
     "retention": {
      "effect": "governance"
     },
     "certifications": {
      "effect": "governance",
      "items": {}
     }
    }
   },
   "rules": {
    "effect": "governance",
    "fields": {
     "case-without-id": {
      "effect": "governance"
     },
     "compliance-unknown": {
      "effect": "governance"
     },
     "context-window": {
      "effect": "governance"
     },
     "examples-leak": {
      "effect": "governance"
     },
     "extends-not-read": {
      "effect": "governance"
     },
     "judge-is-judged": {
      "effect": "governance"
     },
     "model-retired": {
      "effect": "governance"
     },
     "model-retires-soon": {
      "effect": "governance"
     },
     "parameter-deprecated": {
      "effect": "governance"
     },
     "parameter-refused": {
      "effect": "governance"
     },
     "secret-text": {
      "effect": "governance"
     },
     "split-use": {
      "effect": "governance"
     },
     "suite-too-small": {
      "effect": "governance"
     },
     "tool-without-result": {
      "effect": "governance"
     },
     "unknown-price": {
      "effect": "governance"
     },
     "unnamed-deployment": {
      "effect": "governance"
     },
     "unused-ignore": {
      "effect": "governance"
     },
     "unused-input": {
      "effect": "governance"
     },
     "unused-resource": {
      "effect": "governance"
     },
     "unused-step": {
      "effect": "governance"
     }
    }
   },
   "recorded": {
    "effect": "governance"
   }
  }
 },
 "Model": {
  "fields": {
   "kind": {},
   "name": {},
   "description": {
    "effect": "governance"
   },
   "owners": {
    "effect": "governance",
    "items": {}
   },
   "labels": {
    "effect": "governance",
    "others": {}
   },
   "formerly": {
    "effect": "governance"
   },
   "id": {
    "effect": "behaviour"
   },
   "fallback": {
    "effect": "behaviour",
    "items": {}
   },
   "parameters": {
    "effect": "behaviour",
    "fields": {
     "temperature": {
      "effect": "behaviour"
     },
     "topP": {
      "effect": "behaviour"
     },
     "maxTokens": {
      "effect": "behaviour"
     },
     "seed": {
      "effect": "behaviour"
     },
     "stop": {
      "effect": "behaviour",
      "items": {}
     },
     "frequencyPenalty": {
      "effect": "behaviour"
     },
     "presencePenalty": {
      "effect": "behaviour"
     },
     "reasoningEffort": {
      "effect": "behaviour"
     }
    }
   },
   "api": {
    "effect": "behaviour"
   },
   "stream": {
    "effect": "cost"
   },
   "price": {
    "effect": "cost",
    "fields": {
     "input": {
      "effect": "cost"
     },
     "cachedInput": {
      "effect": "cost"
     },
     "output": {
      "effect": "cost"
     }
    }
   },
   "contextWindow": {
    "effect": "governance"
   },
   "retires": {
    "effect": "governance"
   },
   "modalities": {
    "effect": "governance",
    "fields": {
     "input": {
      "effect": "governance",
      "items": {}
     },
     "output": {
      "effect": "governance",
      "items": {}
     }
    }
   },
   "rateLimit": {
    "effect": "governance",
    "fields": {
     "requests": {
      "effect": "governance"
     },
     "tokens": {
      "effect": "governance"
     }
    }
   },
   "licence": {
    "effect": "governance"
   },
   "regions": {
    "effect": "governance",
    "items": {}
   },
   "retention": {
    "effect": "governance"
   },
   "certifications": {
    "effect": "governance",
    "items": {}
   },
   "maintenance": {
    "effect": "governance"
   },
   "base": {
    "effect": "governance"
   },
   "tuned": {
    "effect": "governance"
   },
   "lineage": {
    "effect": "governance",
    "fields": {
     "datasets": {
      "effect": "governance",
      "others": {}
     },
     "job": {
      "effect": "governance"
     },
     "commit": {
      "effect": "governance"
     },
     "trained": {
      "effect": "governance"
     }
    }
   }
  },
  "choices": [
   [
    "id"
   ],
   [
    "fallback"
   ]
  ]
 },
 "Prompt": {
  "fields": {
   "kind": {},
   "name": {},
   "description": {
    "effect": "governance"
   },
   "owners": {
    "effect": "governance",
    "items": {}
   },
   "labels": {
    "effect": "governance",
    "others": {}
   },
   "formerly": {
    "effect": "governance"
   },
   "model": {
    "effect": "behaviour"
   },
   "parameters": {
    "effect": "behaviour",
    "fields": {
     "temperature": {
      "effect": "behaviour"
     },
     "topP": {
      "effect": "behaviour"
     },
     "maxTokens": {
      "effect": "behaviour"
     },
     "seed": {
      "effect": "behaviour"
     },
     "stop": {
      "effect": "behaviour",
      "items": {}
     },
     "frequencyPenalty": {
      "effect": "behaviour"
     },
     "presencePenalty": {
      "effect": "behaviour"
     },
     "reasoningEffort": {
      "effect": "behaviour"
     }
    }
   },
   "input": {
    "effect": "behaviour",
    "items": {}
   },
   "system": {
    "effect": "behaviour",
    "fields": {
     "file": {}
    }
   },
   "user": {
    "effect": "behaviour",
    "fields": {
     "file": {}
    }
   },
   "messages": {
    "effect": "behaviour",
    "items": {
     "fields": {
      "role": {
       "effect": "behaviour"
      },
      "content": {
       "effect": "behaviour",
       "fields": {
        "file": {
         "effect": "behaviour"
        }
       },
       "items": {
        "fields": {
         "text": {
          "effect": "behaviour",
          "fields": {
           "file": {}
          }
         },
         "image": {
          "effect": "behaviour",
          "fields": {
           "file": {
            "effect": "behaviour"
           }
          }
         },
         "audio": {
          "effect": "behaviour",
          "fields": {
           "file": {
            "effect": "behaviour"
           }
          }
         },
         "file": {
          "effect": "behaviour",
          "fields": {
           "file": {
            "effect": "behaviour"
           }
          }
         }
        },
        "choices": [
         [
          "text"
         ],
         [
          "image"
         ],
         [
          "audio"
         ],
         [
          "file"
         ]
        ]
       }
      }
     }
    }
   },
   "output": {
    "effect": "behaviour"
   },
   "examples": {
    "effect": "behaviour",
    "fields": {
     "dataset": {
      "effect": "behaviour"
     },
     "limit": {
      "effect": "behaviour"
     },
     "where": {
      "effect": "behaviour",
      "others": {}
     },
     "answer": {
      "effect": "behaviour",
      "fields": {
       "file": {}
      }
     }
    }
   },
   "tools": {
    "effect": "behaviour",
    "items": {
     "fields": {
      "name": {
       "effect": "behaviour"
      },
      "description": {
       "effect": "behaviour"
      },
      "parameters": {
       "effect": "behaviour"
      }
     }
    }
   },
   "stepLimit": {
    "effect": "behaviour"
   }
  },
  "choices": [
   [
    "messages"
   ],
   [
    "system",
    "user"
   ]
  ]
 },
 "Chain": {
  "fields": {
   "kind": {},
   "name": {},
   "description": {
    "effect": "governance"
   },
   "owners": {
    "effect": "governance",
    "items": {}
   },
   "labels": {
    "effect": "governance",
    "others": {}
   },
   "formerly": {
    "effect": "governance"
   },
   "input": {
    "effect": "behaviour",
    "items": {}
   },
   "steps": {
    "effect": "behaviour",
    "items": {
     "fields": {
      "id": {
       "effect": "behaviour"
      },
      "prompt": {
       "effect": "behaviour"
      },
      "with": {
       "effect": "behaviour",
       "others": {}
      },
      "retrieve": {
       "effect": "behaviour"
      },
      "query": {
       "effect": "behaviour"
      },
      "top": {
       "effect": "behaviour"
      },
      "text": {
       "effect": "behaviour",
       "fields": {
        "file": {}
       }
      },
      "json": {
       "effect": "behaviour"
      },
      "at": {
       "effect": "behaviour"
      }
     },
     "choices": [
      [
       "prompt"
      ],
      [
       "retrieve"
      ],
      [
       "text"
      ],
      [
       "json"
      ]
     ]
    }
   },
   "stepLimit": {
    "effect": "behaviour"
   }
  }
 },
 "Application": {
  "fields": {
   "kind": {},
   "name": {},
   "description": {
    "effect": "governance"
   },
   "owners": {
    "effect": "governance",
    "items": {}
   },
   "labels": {
    "effect": "governance",
    "others": {}
   },
   "formerly": {
    "effect": "governance"
   },
   "url": {
    "effect": "behaviour"
   },
   "headers": {
    "effect": "behaviour",
    "others": {}
   },
   "request": {
    "effect": "behaviour"
   },
   "at": {
    "effect": "behaviour"
   },
   "version": {
    "effect": "behaviour"
   },
   "input": {
    "effect": "behaviour",
    "items": {}
   }
  }
 },
 "KnowledgeBase": {
  "fields": {
   "kind": {},
   "name": {},
   "description": {
    "effect": "governance"
   },
   "owners": {
    "effect": "governance",
    "items": {}
   },
   "labels": {
    "effect": "governance",
    "others": {}
   },
   "formerly": {
    "effect": "governance"
   },
   "files": {
    "effect": "behaviour",
    "items": {}
   },
   "chunk": {
    "effect": "behaviour",
    "fields": {
     "size": {
      "effect": "behaviour"
     },
     "overlap": {
      "effect": "behaviour"
     },
     "by": {
      "effect": "behaviour"
     }
    }
   },
   "embed": {
    "effect": "behaviour"
   },
   "retriever": {
    "effect": "behaviour",
    "fields": {
     "url": {
      "effect": "behaviour"
     },
     "headers": {
      "effect": "behaviour",
      "others": {}
     },
     "request": {
      "effect": "behaviour"
     },
     "at": {
      "effect": "behaviour"
     },
     "id": {
      "effect": "behaviour"
     },
     "text": {
      "effect": "behaviour"
     }
    }
   }
  },
  "choices": [
   [
    "files"
   ],
   [
    "retriever"
   ]
  ]
 },
 "Dataset": {
  "fields": {
   "kind": {},
   "name": {},
   "description": {
    "effect": "governance"
   },
   "owners": {
    "effect": "governance",
    "items": {}
   },
   "labels": {
    "effect": "governance",
    "others": {}
   },
   "formerly": {
    "effect": "governance"
   },
   "file": {
    "effect": "behaviour"
   },
   "cases": {
    "effect": "behaviour",
    "items": {
     "fields": {
      "id": {},
      "input": {},
      "expected": {},
      "turns": {
       "items": {}
      },
      "tools": {
       "items": {
        "fields": {
         "call": {},
         "arguments": {},
         "result": {}
        }
       }
      }
     }
    }
   },
   "columns": {
    "effect": "behaviour",
    "others": {}
   },
   "media": {
    "effect": "behaviour",
    "items": {}
   },
   "slices": {
    "effect": "governance",
    "items": {}
   },
   "cluster": {
    "effect": "governance"
   },
   "split": {
    "effect": "governance"
   },
   "curation": {
    "effect": "governance",
    "fields": {
     "required": {
      "effect": "governance",
      "items": {}
     },
     "distinct": {
      "effect": "governance",
      "items": {}
     },
     "maxShare": {
      "effect": "governance",
      "others": {}
     }
    }
   },
   "origin": {
    "effect": "governance"
   },
   "licence": {
    "effect": "governance"
   }
  },
  "choices": [
   [
    "file"
   ],
   [
    "cases"
   ]
  ]
 },
 "EvalSuite": {
  "fields": {
   "kind": {},
   "name": {},
   "description": {
    "effect": "governance"
   },
   "owners": {
    "effect": "governance",
    "items": {}
   },
   "labels": {
    "effect": "governance",
    "others": {}
   },
   "formerly": {
    "effect": "governance"
   },
   "subject": {
    "effect": "behaviour"
   },
   "dataset": {
    "effect": "behaviour"
   },
   "cases": {
    "effect": "behaviour",
    "items": {
     "fields": {
      "id": {},
      "input": {},
      "expected": {},
      "turns": {
       "items": {}
      },
      "tools": {
       "items": {
        "fields": {
         "call": {},
         "arguments": {},
         "result": {}
        }
       }
      }
     }
    }
   },
   "assert": {
    "effect": "behaviour",
    "items": {
     "fields": {
      "type": {
       "effect": "behaviour"
      },
      "metric": {
       "effect": "behaviour"
      },
      "value": {
       "effect": "behaviour"
      },
      "threshold": {
       "effect": "behaviour"
      },
      "judge": {
       "effect": "behaviour"
      },
      "labels": {
       "effect": "governance",
       "fields": {
        "file": {
         "effect": "governance"
        }
       }
      },
      "step": {
       "effect": "behaviour"
      },
      "at": {
       "effect": "behaviour"
      },
      "weight": {
       "effect": "behaviour"
      },
      "gate": {
       "effect": "governance",
       "fields": {
        "maxDrop": {
         "effect": "governance"
        },
        "min": {
         "effect": "governance"
        }
       }
      }
     }
    }
   },
   "trials": {
    "effect": "behaviour"
   },
   "models": {
    "effect": "behaviour",
    "items": {}
   },
   "coverage": {
    "effect": "governance"
   }
  },
  "choices": [
   [
    "dataset"
   ],
   [
    "cases"
   ]
  ]
 },
 "DeploymentTarget": {
  "fields": {
   "kind": {},
   "name": {},
   "description": {
    "effect": "governance"
   },
   "owners": {
    "effect": "governance",
    "items": {}
   },
   "labels": {
    "effect": "governance",
    "others": {}
   },
   "formerly": {
    "effect": "governance"
   },
   "deploy": {
    "effect": "governance"
   },
   "to": {
    "effect": "governance",
    "fields": {
     "type": {
      "effect": "governance"
     },
     "path": {
      "effect": "governance"
     },
     "branch": {
      "effect": "governance"
     },
     "repository": {
      "effect": "governance"
     },
     "folder": {
      "effect": "governance"
     },
     "shared": {
      "effect": "governance"
     }
    }
   },
   "after": {
    "effect": "governance"
   },
   "soak": {
    "effect": "governance"
   },
   "whenUnsure": {
    "effect": "governance"
   }
  }
 }
}

export const patternWords: { readonly [pattern: string]: string } = {
 "^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$": "at most 63 letters, digits, - and _, the first a letter or digit",
 "^(/([^~/]|~[01])*)*$": "a JSON Pointer, such as /sources/0",
 "^(?!(accept|authorization|connection|content-length|content-type|cookie|host|proxy-authorization|te|trailer|transfer-encoding|upgrade)$)[a-z0-9-]+$": "the name of a header in lower case, other than those that the connection, the body and the key need",
 "^[\\x20-\\x7e]*$": "ASCII text in one line",
 "^(?!refs/|HEAD$)(?!.*\\.lock(/|$))[A-Za-z0-9_][A-Za-z0-9_-]*([./][A-Za-z0-9_][A-Za-z0-9_-]*)*$": "a branch such as deploy/staging: letters, digits, - and _, with single . or / between",
 "^[a-z0-9][a-z0-9-]{0,62}$": "at most 63 lower-case letters, digits and -, the first a letter or digit",
 "^(none|[1-9][0-9]{0,3}[hd])$": "none, or a duration such as 24h or 30d",
 "^[a-z]{2,4}(-[a-z]+)+-[0-9]$": "an AWS region such as eu-central-1",
 "^[0-9]{4}-[0-9]{2}-[0-9]{2}(-preview)?$": "a date, perhaps with -preview, such as 2024-10-21",
 "^[A-Z][A-Z0-9_]*$": "the name of an environment variable: capital letters, digits and _, the first a letter",
 "^[a-z0-9][a-z0-9-]*/.+$": "provider/id, such as openai/gpt-5-mini",
 "^\\d{4}-\\d{2}-\\d{2}$": "a day as YYYY-MM-DD",
 "^sha256:[0-9a-f]{64}$": "sha256: and 64 hexadecimal digits",
 "^([0-9a-f]{40}|[0-9a-f]{64})$": "a full commit id",
 "^[A-Za-z0-9_-]{1,64}$": "at most 64 letters, digits, - and _",
 "^\\{\\{[^{}]+\\}\\}$": "one tag such as {{photo}}, or {file: path}",
 "^[A-Za-z][A-Za-z0-9_-]{0,62}$": "at most 63 letters, digits, - and _, the first a letter",
 "^(id|input\\.[^.]+|expected\\.[^.]+|[A-Za-z0-9_-]+)$": "id, input.NAME, expected.NAME or the name of a slice",
 "^[1-9][0-9]{0,3}[mhd]$": "a duration such as 30m, 24h or 7d"
}
