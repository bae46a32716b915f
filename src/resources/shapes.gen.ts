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
      "key": {
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
   }
  }
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
        "file": {}
       }
      }
     }
    }
   },
   "output": {
    "effect": "behaviour"
   }
  }
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
      "expected": {}
     }
    }
   },
   "columns": {
    "effect": "behaviour",
    "others": {}
   },
   "slices": {
    "effect": "governance",
    "items": {}
   },
   "origin": {
    "effect": "governance"
   },
   "licence": {
    "effect": "governance"
   }
  }
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
      "expected": {}
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
  }
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

export const choices: { readonly [kind in KindName]: readonly (readonly string[])[] } = {
 "Project": [],
 "Model": [],
 "Prompt": [
  [
   "messages"
  ],
  [
   "system",
   "user"
  ]
 ],
 "Dataset": [
  [
   "file"
  ],
  [
   "cases"
  ]
 ],
 "EvalSuite": [
  [
   "dataset"
  ],
  [
   "cases"
  ]
 ],
 "DeploymentTarget": []
}

export const patternWords: { readonly [pattern: string]: string } = {
 "^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$": "at most 63 letters, digits, - and _, the first a letter or digit",
 "^(?!refs/|HEAD$)(?!.*\\.lock(/|$))[A-Za-z0-9_][A-Za-z0-9_-]*([./][A-Za-z0-9_][A-Za-z0-9_-]*)*$": "a branch such as deploy/staging: letters, digits, - and _, with single . or / between",
 "^[a-z0-9][a-z0-9-]{0,62}$": "at most 63 lower-case letters, digits and -, the first a letter or digit",
 "^[A-Z][A-Z0-9_]*$": "the name of an environment variable: capital letters, digits and _, the first a letter",
 "^[a-z0-9][a-z0-9-]*/.+$": "provider/id, such as openai/gpt-5-mini",
 "^\\d{4}-\\d{2}-\\d{2}$": "a day as YYYY-MM-DD",
 "^(id|input\\.[^.]+|expected\\.[^.]+|[A-Za-z0-9_-]+)$": "id, input.NAME, expected.NAME or the name of a slice",
 "^(/([^~/]|~[01])*)*$": "a JSON Pointer, such as /sources/0",
 "^[1-9][0-9]{0,3}[mhd]$": "a duration such as 30m, 24h or 7d"
}
